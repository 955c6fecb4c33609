import { DocumentsSystem, notice, type DocumentsProcess } from '../../testing/documents-app';

const MINUTE = 60_000;

describe('IdleSweep', () => {
  let system: DocumentsSystem;
  let one: DocumentsProcess;
  let two: DocumentsProcess;

  beforeAll(async () => {
    system = await DocumentsSystem.start();
    one = await system.process();
    two = await system.process();
    // A look of their own may hold what the test's own looks would skip then.
    await Promise.all([one.sweeper.stop(), two.sweeper.stop()]);
    await system.endpoint('/default');
    await system.endpoint('/minute', { idleTimeout: MINUTE });
    await system.endpoint('/also-minute', { idleTimeout: MINUTE, rateLimitScope: 'client' });
    await system.endpoint('/odd', { idleTimeout: 'soon' });
  });

  afterAll(() => system.close());

  const idle = (documentId: string, path?: string): Record<string, unknown>[] =>
    system
      .received(path)
      .filter(({ type, data }) => type === 'document.idle' && data['documentId'] === documentId)
      .map(({ data }) => data);

  const until = (documentId: string, count: number): Promise<void> =>
    system.receiver.until(() => idle(documentId).length >= count);

  const sweepBoth = async (): Promise<void> => {
    await Promise.all([one.sweeper.sweep(), two.sweeper.sweep()]);
    await one.sweeper.sweep();
  };

  const touch = async (documentId: string): Promise<void> => {
    one.server.emit('document-message', notice(documentId));
    const at = system.clock.now();
    await system.receiver.until(() =>
      system
        .received('/default')
        .some(
          ({ type, data }) =>
            type === 'document.updated' &&
            data['documentId'] === documentId &&
            data['lastMessageAt'] === at,
        ),
    );
  };

  it('tells each endpoint once in each period, after its own timeout', async () => {
    await sweepBoth();
    const start = system.clock.now();
    await touch('quiet');
    system.clock.advance(MINUTE - 1);
    await sweepBoth();
    expect(idle('quiet')).toEqual([]);

    system.clock.advance(1);
    await sweepBoth();
    await until('quiet', 2);
    expect(idle('quiet', '/minute')).toEqual([
      {
        documentId: 'quiet',
        namespacedDocumentId: 'room/quiet',
        timestamp: start + MINUTE,
        idleSince: start + MINUTE,
        lastActivityAt: start,
        idleTimeout: MINUTE,
        sessionId: 'session-1',
        clientId: 'client-1',
        encrypted: false,
        context: { userId: 'user-1', room: 'room' },
      },
    ]);
    expect(idle('quiet', '/also-minute')).toHaveLength(1);

    system.clock.advance(14 * MINUTE);
    await sweepBoth();
    await until('quiet', 4);
    expect(idle('quiet', '/default')).toEqual([
      expect.objectContaining({ idleTimeout: 15 * MINUTE, lastActivityAt: start }),
    ]);
    // What makes no sense counts as not set.
    expect(idle('quiet', '/odd')).toHaveLength(1);

    system.clock.advance(60 * MINUTE);
    await sweepBoth();
    expect(idle('quiet')).toHaveLength(4);
  });

  it('begins a new period with each activity', async () => {
    await touch('lively');
    for (let step = 0; step < 3; step += 1) {
      system.clock.advance(MINUTE - 1_000);
      await touch('lively');
      await sweepBoth();
    }
    expect(idle('lively')).toEqual([]);
    system.clock.advance(MINUTE);
    await sweepBoth();
    await until('lively', 2);
    await touch('lively');
    system.clock.advance(MINUTE);
    await sweepBoth();
    await until('lively', 4);
    expect(idle('lively', '/minute')).toHaveLength(2);
  });

  it('tells nothing of a deleted document', async () => {
    await touch('gone');
    await one.manager.recordDelete(notice('gone'));
    system.clock.advance(20 * MINUTE);
    await sweepBoth();
    expect(idle('gone')).toEqual([]);
  });

  it('hears of an endpoint that comes later, for what becomes idle from then on', async () => {
    await touch('before');
    system.clock.advance(10 * MINUTE);
    await sweepBoth();
    await system.endpoint('/late', { idleTimeout: 5 * MINUTE });
    await sweepBoth();
    await touch('after');
    system.clock.advance(5 * MINUTE);
    await sweepBoth();
    await system.receiver.until(() => idle('after', '/late').length > 0);
    expect(idle('before', '/late')).toEqual([]);
  });

  it('catches up with more documents than one page holds, each once', async () => {
    await system.pool.query(`
      INSERT INTO hookline.document_state (tenant_id, namespaced_document_id, document_id, last_activity_at, idle_from, origin)
      SELECT 'tenant', 'room/bulk-' || n, 'bulk-' || n, at, at, '{}' FROM (
        SELECT n, to_timestamp(${system.clock.now()} / 1000.0) + (n / 3) * interval '1 ms' AS at
        FROM generate_series(1, 1300) AS n) AS rows`);
    system.clock.advance(2 * MINUTE);
    await sweepBoth();
    const { rows } = await system.pool.query<{ events: number; documents: number }>(
      `SELECT count(*)::int AS events, count(DISTINCT body::jsonb -> 'data' ->> 'documentId')::int AS documents
       FROM hookline.event WHERE type = 'document.idle' AND body::jsonb -> 'data' ->> 'documentId' LIKE 'bulk-%'`,
    );
    expect(rows).toEqual([{ events: 1_300, documents: 1_300 }]);
  });
});
