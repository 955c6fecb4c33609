import { EventInvalidError } from '../common/errors/event-invalid.error';
import { serializeEnvelope } from './envelope';

const parts = { id: 'evt_1', type: 'project.created', timestampMs: 1_795_301_940_005 } as const;

describe('serializeEnvelope', () => {
  it('writes id, type, timestamp and data, in this order', () => {
    const data = { name: 'ü "x"', at: new Date(0), left: undefined };
    expect(serializeEnvelope({ data, ...parts })).toBe(
      '{"id":"evt_1","type":"project.created","timestamp":"2026-11-21T22:59:00.005Z",' +
        '"data":{"name":"ü \\"x\\"","at":"1970-01-01T00:00:00.000Z"}}',
    );
  });

  it('refuses what JSON can not hold, without quoting it', () => {
    const data = {
      toJSON: () => {
        throw new Error('hunter2');
      },
    };
    expect(() => serializeEnvelope({ ...parts, data })).toThrow(EventInvalidError);
    expect(() => serializeEnvelope({ ...parts, data })).not.toThrow(/hunter2/);
  });
});
