import { describeProfile, describeStatements } from './describe';
import { type CpuProfile, placeOf, summarise } from './summary';

const lib = 'file:///home/me/hookline/libs/webhooks/dist/lib';

const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: { functionName: '(idle)', url: '', lineNumber: -1 } },
    { id: 2, callFrame: { functionName: 'send', url: `${lib}/sending/x.js`, lineNumber: 3 } },
    { id: 3, callFrame: { functionName: '', url: `${lib}/sending/x.js`, lineNumber: 9 } },
    {
      id: 4,
      callFrame: { functionName: '(garbage collector)', url: '', lineNumber: -1 },
    },
  ],
  samples: [1, 2, 3, 2, 4],
  timeDeltas: [0, 1_000, 2_000, 3_000, 4_000],
};

describe('summarise', () => {
  it('gives each sample the time until the next', () => {
    const { busyMs, idleMs, functions, places } = summarise(profile);
    expect({ busyMs, idleMs }).toEqual({ busyMs: 9, idleMs: 1 });
    expect(functions.map(({ name, selfMs }) => [name, selfMs])).toEqual([
      ['send  [webhooks/sending]', 6],
      ['(anonymous):10  [webhooks/sending]', 3],
      ['(garbage collector)', 0],
    ]);
    expect(places[0]).toMatchObject({ name: 'webhooks/sending', selfMs: 9, share: 1 });
  });

  it('is shown in lines', () => {
    expect(describeProfile(summarise(profile))).toContain(
      '   66.7 %       6 ms  send  [webhooks/sending]',
    );
  });
});

describe('placeOf', () => {
  it.each([
    [`${lib}/recording/recorder.js`, 'webhooks/recording'],
    ['/x/node_modules/pg/node_modules/pg-protocol/dist/a.js', 'pg-protocol'],
    ['/x/node_modules/@nestjs/core/a.js', '@nestjs/core'],
    ['node:internal/timers', 'node:internal/timers'],
    ['/x/libs/verify/dist/lib/sign.js', 'verify'],
    ['', 'native code'],
  ])('puts %p in %p', (url, place) => {
    expect(placeOf('f', url)).toBe(place);
  });

  it('leaves what is no function by itself', () => {
    expect(placeOf('(program)', '')).toBe('(program)');
  });
});

describe('describeStatements', () => {
  it('shows what a row costs', () => {
    const cost = {
      text: 'INSERT …',
      calls: 2,
      totalMs: 10,
      rows: 100,
      walBytes: 5_000,
      blocks: 300,
    };
    const [, line] = describeStatements([cost]);
    expect(line?.split(/\s+/).filter(Boolean)).toEqual([
      '10',
      '2',
      '5.00',
      '100.0',
      '50.0',
      '3.0',
      'INSERT',
      '…',
    ]);
  });
});
