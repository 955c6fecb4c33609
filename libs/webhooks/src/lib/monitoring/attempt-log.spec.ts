import { Logger } from '@nestjs/common';
import { eventually } from '../../testing/eventually';
import { ManualClock } from '../../testing/manual-clock';
import { type Pipeline, startPipeline, TENANT } from '../../testing/pipeline';
import { WebhookWorker } from '../dispatch/webhook-worker';
import type { LoggingOptions } from '../webhooks.options';

const PLANTED = 'planted-secret-of-more-than-24-bytes';

/** What Nest's logger is given: level, message, context. */
type Logged = [level: string, message: unknown, context: unknown];

describe('The log of attempts', () => {
  const clock = new ManualClock();
  let pipeline: Pipeline;
  let logged: Logged[];

  async function start(attempts?: LoggingOptions['attempts']): Promise<void> {
    pipeline = await startPipeline({
      clock,
      // A worker that stood still for seconds takes nothing: what is published then waits for the clock to move.
      dispatch: { ownerTimeoutMs: 60_000 },
      ...(attempts && { logging: { attempts } }),
    });
    logged = [];
    const logger = Object.fromEntries(
      ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'].map((level) => [
        level,
        (message: unknown, context: unknown) => logged.push([level, message, context]),
      ]),
    );
    Logger.overrideLogger(logger as never);
  }

  afterEach(async () => {
    Logger.overrideLogger(false);
    await pipeline.close();
  });

  const attempts = () => logged.filter(([, message]) => typeof message === 'object');

  /** One delivery that fails with 503, is retried after five minutes, and succeeds. */
  async function deliver(): Promise<{ eventId: string; deliveryId: string; endpointId: string }> {
    const endpointId = await pipeline.endpoint({
      url: `${pipeline.receiver.url}/${PLANTED}?key=${PLANTED}`,
      secret: PLANTED,
      headers: { 'x-planted': PLANTED },
      retryPolicy: { strategy: 'schedule', delaysMs: [0, 300_000], jitter: 0 },
    });
    pipeline.receiver.answer = ({ headers }) =>
      headers['x-webhook-attempt'] === '1' ? { status: 503, body: PLANTED } : { status: 200 };
    const data = { planted: PLANTED };
    const event = { type: 'project.created', data };
    const { id, deliveries } = await pipeline.publisher.publish(event, { tenantId: TENANT });
    const standsAt = (status: string) =>
      eventually(async () => {
        const rows = await pipeline.rows<{ status: string }>(
          'SELECT status FROM hookline.delivery WHERE owner IS NULL',
        );
        return rows[0]?.status === status;
      });
    await standsAt('retrying');
    // The five minutes begin at the end of the attempt, which takes its time on a busy machine.
    clock.advance(400_000);
    pipeline.module.get(WebhookWorker).wake();
    await standsAt('delivered');
    return { eventId: id, deliveryId: deliveries[0] ?? '', endpointId };
  }

  it('has one line for each attempt that failed, and no more', async () => {
    await start();
    const startedAt = clock.now();
    const ids = await deliver();
    const [line, ...others] = attempts();
    expect(others).toEqual([]);
    expect(line).toEqual([
      'warn',
      {
        event: 'webhook.attempt',
        ...ids,
        tenantId: TENANT,
        attempt: 1,
        status: 503,
        errorCode: 'http_status',
        durationMs: expect.any(Number) as number,
        outcome: 'retrying',
        nextAttemptAt: expect.any(String) as string,
      },
      'Hookline',
    ]);
    const { durationMs, nextAttemptAt } = line?.[1] as {
      durationMs: number;
      nextAttemptAt: string;
    };
    expect(Date.parse(nextAttemptAt)).toBe(startedAt + durationMs + 300_000);
    expect(JSON.stringify(logged)).not.toContain(PLANTED);
    expect(JSON.stringify(logged)).not.toContain('127.0.0.1');
  });

  it('has a line for each attempt when all are asked for', async () => {
    await start('all');
    const ids = await deliver();
    expect(attempts().map(([level]) => level)).toEqual(['warn', 'debug']);
    expect(attempts()[1]?.[1]).toEqual({
      event: 'webhook.attempt',
      ...ids,
      tenantId: TENANT,
      attempt: 2,
      status: 200,
      errorCode: null,
      durationMs: expect.any(Number) as number,
      outcome: 'delivered',
      nextAttemptAt: null,
    });
    expect(JSON.stringify(logged)).not.toContain(PLANTED);
  });

  it('has none when none are asked for', async () => {
    await start('none');
    await deliver();
    expect(attempts()).toEqual([]);
  });
});
