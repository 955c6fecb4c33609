import { judgeMatch, type MatchCandidate } from './judge-match';

const endpoint = (more: Partial<MatchCandidate> = {}): MatchCandidate => ({
  events: ['order.*', 'user.added'],
  filter: { path: 'amount', gte: 100 },
  active: true,
  disabledReason: null,
  verification: 'not_required',
  ...more,
});
const paid = { type: 'order.paid', data: { amount: 250 } };

describe('Judging a match', () => {
  it('names the pattern that has the type', () => {
    expect(judgeMatch(endpoint(), paid)).toEqual({ pattern: 'order.*', obstacles: [] });
    expect(judgeMatch(endpoint({ events: [], filter: null }), paid).pattern).toBe('*');
    const both = ['order.paid', 'order.*'];
    expect(judgeMatch(endpoint({ events: both }), paid).pattern).toBe('order.paid');
  });

  it('names all that stands in the way', () => {
    const off = { active: false, disabledReason: 'manual' } as const;
    const gone = { active: false, disabledReason: 'gone' } as const;
    expect(judgeMatch(endpoint(off), paid).obstacles).toEqual(['paused']);
    expect(judgeMatch(endpoint(gone), paid).obstacles).toEqual(['gone']);
    const unverified = { verification: 'pending' } as const;
    expect(judgeMatch(endpoint(unverified), paid).obstacles).toEqual(['unverified']);
    expect(judgeMatch(endpoint(), { type: 'order', data: paid.data })).toEqual({
      pattern: null,
      obstacles: ['pattern'],
    });
    expect(judgeMatch(endpoint(), { ...paid, data: { amount: 5 } }).obstacles).toEqual(['filter']);
    expect(judgeMatch(endpoint(off), { type: 'x.y', data: null }).obstacles).toEqual([
      'paused',
      'pattern',
      'filter',
    ]);
  });
});
