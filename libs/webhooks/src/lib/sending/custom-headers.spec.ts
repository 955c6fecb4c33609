import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { validateCustomHeaders } from './custom-headers';

function issuesOf(headers: Record<string, unknown>) {
  try {
    validateCustomHeaders(headers);
  } catch (error) {
    if (error instanceof ValidationFailedError) return error.issues;
    throw error;
  }
  return [];
}

const fieldsOf = (headers: Record<string, unknown>) => issuesOf(headers).map(({ field }) => field);

describe('validateCustomHeaders', () => {
  it('answers names in lower case', () => {
    const headers = { 'X-Api-Key': 'k', Authorization: 'Bearer t', accept: 'application/json' };
    expect(validateCustomHeaders(headers)).toEqual({
      'x-api-key': 'k',
      authorization: 'Bearer t',
      accept: 'application/json',
    });
    expect(validateCustomHeaders({})).toEqual({});
  });

  it.each([
    'Content-Type',
    'user-agent',
    'WEBHOOK-ID',
    'webhook-anything',
    'X-Webhook-Event',
    'x-webhook-attempt',
    'Host',
    'content-length',
    'Transfer-Encoding',
    'connection',
    'expect',
    'upgrade',
    // To CGI, these are the same names.
    'Transfer_Encoding',
    'Webhook_Signature',
    'x-webhook_id',
  ])('SEC-E11 refuses the reserved name %s', (name) => {
    expect(issuesOf({ [name]: 'x' })).toEqual([
      { field: `headers.${name}`, message: expect.stringMatching(/reserved/) as string },
    ]);
  });

  it.each(['', 'a b', 'a:b', 'a\r\nb', 'ü', 'a\0', '__proto__'])(
    'SEC-E11 refuses the name %j',
    (name) => {
      expect(
        issuesOf(JSON.parse(`{${JSON.stringify(name)}: "x"}`) as object as never),
      ).toHaveLength(1);
    },
  );

  it.each(['a\rb', 'a\nb', 'a\0b', 'a\tb', '\u007f', 'ü', 7, null, ['a']])(
    'SEC-E11 refuses the value %j without telling it',
    (value) => {
      expect(fieldsOf({ 'x-key': value })).toEqual(['headers.x-key']);
      expect(issuesOf({ 'x-key': 'hunter2\n' })[0]?.message).not.toContain('hunter2');
    },
  );

  it('refuses a name that is there twice', () => {
    expect(fieldsOf({ 'x-key': 'a', 'X-Key': 'b' })).toEqual(['headers.X-Key']);
  });

  it('limits number and lengths', () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${index}`, 'x']));
    expect(fieldsOf(many(32))).toEqual([]);
    expect(fieldsOf(many(33))).toEqual(['headers']);
    expect(fieldsOf({ ['x'.repeat(128)]: 'x'.repeat(4_096) })).toEqual([]);
    expect(fieldsOf({ ['x'.repeat(129)]: 'x' })).toHaveLength(1);
    expect(fieldsOf({ 'x-key': 'x'.repeat(4_097) })).toEqual(['headers.x-key']);
  });

  it('names every header at fault', () => {
    expect(fieldsOf({ host: 'x', 'x-ok': 'x', 'x-bad': '\n' })).toEqual([
      'headers.host',
      'headers.x-bad',
    ]);
  });
});
