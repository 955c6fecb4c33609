import { eventually } from '../../testing/eventually';
import { ADAPTERS } from '../http/testing/http-harness';
import { InboundApp, STRIPE } from './testing/inbound-app';

describe.each(ADAPTERS)('@InboundWebhook on %s', (_name, adapter) => {
  let app: InboundApp;

  beforeAll(async () => {
    app = await InboundApp.start(adapter);
  });
  afterAll(() => app.stop());
  beforeEach(() => {
    app.log.length = 0;
    app.stage.inHandler = () => Promise.resolve();
  });

  it('handles a message in one transaction with its mark, and with what is emitted', async () => {
    const answer = await app.post(
      'stripe',
      await STRIPE.send('evt_good', { type: 'invoice.paid' }),
    );
    expect(answer).toEqual({ status: 200, body: { done: 'evt_good' } });
    expect(await app.traces('evt_good')).toEqual([1, 1, 1]);
    expect(await app.rows(`SELECT source, type FROM hookline.inbound_message`)).toContainEqual({
      source: 'stripe',
      type: 'invoice.paid',
    });
  });

  it('SEC-I06 answers 200 to a message that comes again, and does nothing', async () => {
    for (const ageSeconds of [0, 10, 20]) {
      const sent = await STRIPE.send('evt_again', { ageSeconds });
      expect((await app.post('stripe', sent)).status).toBe(200);
    }
    expect(await app.traces('evt_again')).toEqual([1, 1, 1]);
    expect(app.log.filter((line) => line.includes('evt_again'))).toEqual([
      expect.stringContaining('handled.') as string,
      expect.stringContaining('was handled before.') as string,
      expect.stringContaining('was handled before.') as string,
    ]);
  });

  it('SEC-I06 handles one of many that come at once', async () => {
    const sent = await STRIPE.send('evt_at_once');
    const answers = await Promise.all(Array.from({ length: 5 }, () => app.post('stripe', sent)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(answers.filter(({ body }) => 'done' in body)).toHaveLength(1);
    expect(await app.traces('evt_at_once')).toEqual([1, 1, 1]);
  });

  it('SEC-I07 leaves no mark when the handler throws, so that the next try is handled', async () => {
    const sent = await STRIPE.send('evt_twice');
    app.stage.inHandler = () => Promise.reject(new Error('the database of the handler is full'));
    expect((await app.post('stripe', sent)).status).toBe(500);
    expect(await app.traces('evt_twice')).toEqual([0, 0, 0]);
    app.stage.inHandler = () => Promise.resolve();
    expect((await app.post('stripe', sent)).status).toBe(200);
    expect(await app.traces('evt_twice')).toEqual([1, 1, 1]);
  });

  it('SEC-I07 lets one that waits take over from one that fails', async () => {
    const sent = await STRIPE.send('evt_takes_over');
    let fail: (error: Error) => void = () => undefined;
    const entered = new Promise<void>((resolve) => {
      app.stage.inHandler = () => {
        app.stage.inHandler = () => Promise.resolve();
        resolve();
        return new Promise((_, reject) => (fail = reject));
      };
    });
    const first = app.post('stripe', sent);
    await entered;
    const second = app.post('stripe', sent);
    await eventually(async () => {
      const waiting = await app.rows(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%inbound_message%'`,
      );
      return waiting.length > 0;
    });
    fail(new Error('after all'));
    expect((await first).status).toBe(500);
    expect(await second).toMatchObject({ status: 200, body: { done: 'evt_takes_over' } });
    expect(await app.traces('evt_takes_over')).toEqual([1, 1, 1]);
  });

  it('SEC-I10 keeps the ids of different senders apart', async () => {
    await app.post('stripe', await STRIPE.send('same_id'));
    const body = JSON.stringify({ id: 'same_id', amount: 1, kind: 'b' });
    expect((await app.post('order', { headers: { 'x-word': 'please' }, body })).status).toBe(200);
    expect(app.stage.orders.splice(0)).toHaveLength(1);
  });
});
