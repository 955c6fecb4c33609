import { Type } from 'class-transformer';
import { Allow, IsDate, IsString, Length } from 'class-validator';
import { EventInvalidError } from '../common/errors/event-invalid.error';
import { EventUnknownError } from '../common/errors/event-unknown.error';
import { EventCatalog } from './event-catalog';
import { prepareEvent } from './prepare-event';
import { WebhookEvent } from './webhook-event.decorator';

@WebhookEvent('order.paid')
class OrderPaid {
  @Length(2, 10) id!: string;
  @IsDate() @Type(() => Date) at!: Date;
  @IsString() currency = 'EUR';
  internal = 'stays here';

  @Allow()
  get label(): string {
    return `order ${this.id}`;
  }
}

@WebhookEvent('user.invited')
class UserInvited {
  @IsString() id: string;
  constructor(user: { id: string }) {
    this.id = user.id;
  }
}

const catalog = new EventCatalog({ events: [OrderPaid, UserInvited] });
const prepare = (event: object, strict = true) => prepareEvent(event, catalog, strict);
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

async function issuesOf(promise: Promise<unknown>) {
  const error: unknown = await promise.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(EventInvalidError);
  return (error as EventInvalidError).issues;
}

describe('prepareEvent with an ad-hoc event', () => {
  it('turns data of a catalog type into the class and checks it', async () => {
    const data = { id: 'o1', at: '2026-01-02T03:04:05.000Z', passwordHash: 'hunter2' };
    const prepared = await prepare({ type: 'order.paid', data });
    expect(prepared.data).toBeInstanceOf(OrderPaid);
    expect(json(prepared.data)).toEqual({
      id: 'o1',
      at: '2026-01-02T03:04:05.000Z',
      currency: 'EUR',
      label: 'order o1',
    });
    expect(await issuesOf(prepare({ type: 'order.paid', data: { at: 'never' } }))).toEqual([
      { field: 'id', message: 'breaks isLength' },
      { field: 'at', message: 'breaks isDate' },
    ]);
  });

  it('does not call a constructor that asks for arguments', async () => {
    const { data } = await prepare({ type: 'user.invited', data: { id: 'u1' } });
    expect(data).toBeInstanceOf(UserInvited);
    expect(json(data)).toEqual({ id: 'u1' });
  });

  it.each([[null], ['text'], [[]], [undefined]])(
    'refuses %j as the data of a class',
    async (data) => {
      expect(await issuesOf(prepare({ type: 'order.paid', data }))).toEqual([
        { field: 'data', message: 'has to be an object' },
      ]);
    },
  );

  it('refuses an unknown type while strict, and says how to register it', async () => {
    const event = { type: 'order.lost', data: {} };
    await expect(prepare(event)).rejects.toThrow(EventUnknownError);
    await expect(prepare(event)).rejects.toThrow(
      /@WebhookEvent\('order\.lost'\).*strictEvents: false/,
    );
  });

  it('takes any JSON as the data of an unknown type when not strict', async () => {
    const data = { a: [1, null, 'x', new Date(0)] };
    expect(await prepare({ type: 'order.lost', data }, false)).toEqual({
      type: 'order.lost',
      data,
    });
    expect(await prepare({ type: 'order.lost', data: null }, false)).toEqual({
      type: 'order.lost',
      data: null,
    });
  });

  it('refuses what JSON does not have', async () => {
    const circle: unknown[] = [];
    circle.push(circle);
    let deep: unknown = {};
    for (let level = 0; level < 20_000; level += 1) deep = { deep };
    const issue = async (data: unknown) => {
      const [first] = await issuesOf(prepare({ type: 'order.lost', data }, false));
      return [first?.field, first?.message.split(/[,;]/)[0]];
    };
    expect(await issue({ a: { n: 1n } })).toEqual(['a.n', 'is a bigint']);
    expect(await issue(1n)).toEqual(['data', 'is a bigint']);
    expect(await issue(circle)).toEqual(['0', 'refers back to itself']);
    expect(await issue({ tags: new Set() })).toEqual(['tags', 'is a Map or Set']);
    expect(await issue(undefined)).toEqual(['data', 'is missing']);
    expect((await issue(deep))[1]).toBe('is nested deeper than 512 levels');
  });

  it('refuses a malformed type', async () => {
    expect(await issuesOf(prepare({ type: 'Lost!', data: {} }, false))).toEqual([
      { field: 'type', message: expect.stringContaining('lower-case') as string },
    ]);
  });
});
