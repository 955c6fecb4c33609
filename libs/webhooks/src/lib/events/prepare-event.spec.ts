import { Type } from 'class-transformer';
import {
  Allow,
  IsDate,
  IsDefined,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  registerDecorator,
  ValidateNested,
} from 'class-validator';
import { EventInvalidError } from '../common/errors/event-invalid.error';
import { EventUnknownError } from '../common/errors/event-unknown.error';
import { EventCatalog } from './event-catalog';
import { prepareEvent } from './prepare-event';
import { WebhookEvent } from './webhook-event.decorator';

class Owner {
  @IsString() name!: string;
  @IsOptional() @ValidateNested() @Type(() => Owner) manager?: Owner;
}

class Admin extends Owner {
  @IsInt() level!: number;
}

class Line {
  @IsString() sku!: string;
}

@WebhookEvent('order.paid')
class OrderPaid {
  @Length(2, 10) id!: string;
  @IsDate() @Type(() => Date) at!: Date;
  @IsOptional() @ValidateNested() owner?: Owner;
  @IsOptional() @ValidateNested({ each: true }) @Type(() => Line) lines?: Line[];
  @IsOptional() @IsObject() metadata?: Record<string, unknown>;
  @IsString() currency = 'EUR';
  internal = 'stays here';

  @Allow()
  get label(): string {
    return `order ${this.id}`;
  }
}

@WebhookEvent('ping.sent')
class PingSent {}

@WebhookEvent('thing.happened')
class Undecorated {
  name = 'x';
}

@WebhookEvent('secret.checked')
class SecretChecked {
  @Length(20, 30, { message: 'bad value: $value' }) code!: string;
}

const catalog = new EventCatalog({
  events: [OrderPaid, PingSent, Undecorated, SecretChecked],
});
const prepare = (event: object, strict = true) => prepareEvent(event, catalog, strict);
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function order(changes: object = {}): OrderPaid {
  return Object.assign(new OrderPaid(), { id: 'o1', at: new Date(0) }, changes);
}

async function issuesOf(promise: Promise<unknown>) {
  const error: unknown = await promise.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(EventInvalidError);
  return (error as EventInvalidError).issues;
}

describe('prepareEvent with an instance', () => {
  it('takes what the class declares, and nothing else', async () => {
    const event = order({ passwordHash: 'hunter2' });
    const before = { ...event };
    const { type, data } = await prepare(event);
    expect(type).toBe('order.paid');
    expect(json(data)).toEqual({
      id: 'o1',
      at: '1970-01-01T00:00:00.000Z',
      currency: 'EUR',
      label: 'order o1',
    });
    expect({ ...event }).toEqual(before);
  });

  it('keeps a Date a Date', async () => {
    const { data } = await prepare(order());
    expect((data as OrderPaid).at).toEqual(new Date(0));
  });

  it('reduces nested classes too: given as instances or as other objects, alone or in arrays', async () => {
    const owner = {
      name: 'Ada',
      passwordHash: 'hunter2',
      manager: { name: 'Bo', token: 'hunter2' },
    };
    const line = Object.assign(new Line(), { sku: 'a', cost: 3 });
    const { data } = await prepare(order({ owner, lines: [line, { sku: 'b', cost: 4 }] }));
    expect(json(data)).toMatchObject({ lines: [{ sku: 'a' }, { sku: 'b' }] });
    expect((data as OrderPaid).owner).toEqual({ name: 'Ada', manager: { name: 'Bo' } });
    expect(JSON.stringify(data)).not.toMatch(/hunter2|cost/);
    expect(owner.passwordHash).toBe('hunter2');
  });

  it('keeps the fields of a nested subclass', async () => {
    const owner = Object.assign(new Admin(), { name: 'Ada', level: 3, secret: 'hunter2' });
    const { data } = await prepare(order({ owner }));
    expect(json((data as OrderPaid).owner)).toEqual({ name: 'Ada', level: 3 });
  });

  it('lets a declared object through whole', async () => {
    const { data } = await prepare(order({ metadata: { a: [1, { b: 2 }] } }));
    expect(json(data)).toMatchObject({ metadata: { a: [1, { b: 2 }] } });
  });

  it('sends a subclass instance as the catalog class', async () => {
    class Special extends OrderPaid {
      @IsString() note = 'only in here';
    }
    const { type, data } = await prepare(Object.assign(new Special(), order()));
    expect(type).toBe('order.paid');
    expect(data).not.toHaveProperty('note');
  });

  it('names every field that breaks a rule, never a value', async () => {
    const event = order({ id: 'far too long to be an id', owner: { name: 4 }, lines: [{}] });
    expect(await issuesOf(prepare(event))).toEqual([
      { field: 'id', message: 'breaks isLength' },
      { field: 'owner.name', message: 'breaks isString' },
      { field: 'lines.0.sku', message: 'breaks isString' },
    ]);
  });

  it('does not repeat a message that quotes the value', async () => {
    const event = Object.assign(new SecretChecked(), { code: 'hunter2' });
    await expect(prepare(event)).rejects.toThrow(/"secret\.checked".*code: breaks isLength$/);
  });

  it('waits for asynchronous rules', async () => {
    @WebhookEvent('slow.checked')
    class SlowChecked {
      id = 'x';
    }
    const validate = () => Promise.resolve(false);
    registerDecorator({
      name: 'isSlow',
      target: SlowChecked,
      propertyName: 'id',
      validator: { validate },
    });
    const slow = new EventCatalog({ events: [SlowChecked] });
    expect(await issuesOf(prepareEvent(new SlowChecked(), slow, true))).toEqual([
      { field: 'id', message: 'breaks isSlow' },
    ]);
  });

  it('lets an event without fields through, but not one whose fields have no rules', async () => {
    expect(json((await prepare(new PingSent())).data)).toEqual({});
    expect(await issuesOf(prepare(new Undecorated()))).toEqual([
      { field: 'name', message: expect.stringContaining('no class-validator decorator') as string },
    ]);
  });

  it('refuses a nested object whose class can not be known', async () => {
    @WebhookEvent('odd.happened')
    class OddHappened {
      @IsDefined() @ValidateNested() thing: object = { secret: 'hunter2' };
    }
    const odd = new EventCatalog({ events: [OddHappened] });
    expect(await issuesOf(prepareEvent(new OddHappened(), odd, true))).toEqual([
      { field: 'thing', message: 'holds a class that is not known; add @Type(() => …)' },
    ]);
  });

  it('refuses a circle, in declared classes too', async () => {
    const owner: Owner = { name: 'Ada' };
    owner.manager = owner;
    const metadata: Record<string, unknown> = {};
    metadata['self'] = { metadata };
    expect(await issuesOf(prepare(order({ owner })))).toEqual([
      { field: 'owner.manager.manager', message: 'refers back to itself' },
    ]);
    expect(await issuesOf(prepare(order({ metadata })))).toEqual([
      { field: 'metadata.self.metadata', message: 'refers back to itself' },
    ]);
  });

  it('takes the same object twice, which is no circle', async () => {
    const shared = { a: 1 };
    await expect(prepare(order({ metadata: { shared, again: shared } }))).resolves.toBeDefined();
  });

  it('refuses a class that is not in the catalog, and says how to register it', async () => {
    @WebhookEvent('order.lost')
    class OrderLost {
      @IsString() id = 'o1';
      secret = 'hunter2';
    }
    await expect(prepare(new OrderLost())).rejects.toThrow(EventUnknownError);
    await expect(prepare(new OrderLost())).rejects.toThrow(/Add OrderLost to the option `events`/);
    const { type, data } = await prepare(new OrderLost(), false);
    expect([type, json(data)]).toEqual(['order.lost', { id: 'o1' }]);
  });

  it.each([
    ['an object without a class', { name: 'x' }],
    ['an instance of another class', new Line()],
    ['the class itself', OrderPaid],
  ])('refuses %s', async (_, event) => {
    await expect(prepare(event)).rejects.toThrow(EventUnknownError);
    await expect(prepare(event, false)).rejects.toThrow(EventUnknownError);
  });
});
