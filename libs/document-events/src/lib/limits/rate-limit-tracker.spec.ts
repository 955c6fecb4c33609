import { eventually } from '../../../../webhooks/src/testing/eventually';
import { DocumentsSystem, notice, type DocumentsProcess } from '../../testing/documents-app';
import { DocumentMessageGuard } from './document-message-guard';
import { RateLimitTracker } from './rate-limit-tracker';

const LIMIT = { limit: 10, window: 1_000 };

describe('RateLimitTracker', () => {
  let system: DocumentsSystem;
  let one: DocumentsProcess;
  let two: DocumentsProcess;

  beforeAll(async () => {
    system = await DocumentsSystem.start();
    one = await system.process();
    two = await system.process();
    // A look of their own may be about to bring what the test's own looks would miss then.
    await Promise.all([one.sweeper.stop(), two.sweeper.stop()]);
    await system.endpoint('/both');
    await system.endpoint('/document', { rateLimitScope: 'document' });
    await system.endpoint('/client', { rateLimitScope: 'client' });
  });

  afterAll(() => system.close());

  const told = (documentId: string, path?: string): Record<string, unknown>[] =>
    system
      .received(path)
      .filter(
        ({ type, data }) =>
          type === 'document.rate_limit_exceeded' && data['documentId'] === documentId,
      )
      .map(({ data }) => data);

  const close = async (): Promise<void> => {
    await Promise.all([one.sweeper.sweep(), two.sweeper.sweep()]);
    system.clock.advance(2_000);
    await Promise.all([one.sweeper.sweep(), two.sweeper.sweep()]);
    await one.sweeper.sweep();
  };

  it('tells of each document and client once for a window, with the count of all processes', async () => {
    const windowEnd = Math.floor(system.clock.now() / 1_000) * 1_000 + 1_000;
    for (let message = 0; message < 500; message += 1) {
      const clientId = `client-${message % 2}`;
      one.server.emit('rate-limit-exceeded', { ...notice('hot', { clientId }), ...LIMIT });
      const tracker = two.app.get(RateLimitTracker);
      const { onRateLimitExceeded } = tracker;
      onRateLimitExceeded({ ...notice('hot', { clientId }), ...LIMIT, scope: 'document' });
    }
    await close();
    await system.receiver.until(() => told('hot').length >= 6);
    await close();
    const document = { scope: 'document', count: 1_000, limit: 10, window: 1_000 };
    const client = { scope: 'client', count: 250, limit: 10, window: 1_000, timestamp: windowEnd };
    expect(told('hot', '/document')).toEqual([expect.objectContaining(document)]);
    expect(told('hot', '/client')).toHaveLength(2);
    for (const data of told('hot', '/client')) expect(data).toMatchObject(client);
    expect(told('hot', '/both')).toHaveLength(3);
    expect(JSON.stringify(told('hot'))).not.toContain('planted-secret');
  });

  it('tells again of the next window', async () => {
    for (let window = 1; window <= 2; window += 1) {
      one.server.emit('rate-limit-exceeded', { ...notice('again'), ...LIMIT, scope: 'document' });
      await close();
      await system.receiver.until(() => told('again', '/both').length >= window);
    }
    expect(told('again', '/both')).toHaveLength(2);
  });

  it('hears of what our own guard refuses', async () => {
    const tracker = two.app.get(RateLimitTracker);
    const guard = new DocumentMessageGuard({
      client: { limit: 5, windowMs: 60_000 },
      document: { limit: 7, windowMs: 60_000 },
      onRateLimitExceeded: tracker.onRateLimitExceeded,
    });
    const about = notice('guarded');
    const checks = Array.from({ length: 20 }, () => guard.check(about).then(String, String));
    const answers = await Promise.all(checks);
    expect(answers.filter((answer) => answer === 'undefined')).toHaveLength(5);
    expect(answers.at(-1)).toContain('More than 7 messages in 60000 ms');
    await two.sweeper.sweep();
    system.clock.advance(120_000);
    await two.sweeper.sweep();
    await system.receiver.until(() => told('guarded').length >= 4);
    expect(told('guarded', '/document')).toEqual([
      expect.objectContaining({ scope: 'document', count: 13, limit: 7, window: 60_000 }),
    ]);
    expect(told('guarded', '/client')).toEqual([
      expect.objectContaining({ scope: 'client', count: 15, limit: 5, window: 60_000 }),
    ]);
  });

  it('forgets all windows that were told of, however many', async () => {
    await system.pool.query(`
      INSERT INTO hookline.document_rate_window
      SELECT 'old', 'client', number::text, 1000, now(), now(), 5, 9, 'old', 'old', '{}', now() - interval '2 hours'
      FROM generate_series(1, 12000) AS number`);
    // The others have cleaned up when they began.
    await system.process();
    await eventually(async () => {
      const { rows } = await system.pool.query(
        `SELECT FROM hookline.document_rate_window WHERE tenant_id = 'old' LIMIT 1`,
      );
      return rows.length === 0;
    });
    const { rows } = await system.pool.query(
      `SELECT FROM hookline.document_rate_window WHERE published_at < now() - interval '1 hour'`,
    );
    expect(rows).toHaveLength(0);
  });

  it('keeps its memory bounded under a flood of made-up clients', async () => {
    for (let client = 0; client < 30_000; client += 1) {
      const about = notice('flood', { clientId: `made-up-${client}` });
      one.server.emit('rate-limit-exceeded', { ...about, ...LIMIT, scope: 'client' });
    }
    await one.sweeper.sweep();
    const { rows } = await system.pool.query<{ count: number }>(
      `SELECT count(*)::int FROM hookline.document_rate_window WHERE document_id = 'flood'`,
    );
    expect(rows[0]?.count).toBe(10_000);
  });
});
