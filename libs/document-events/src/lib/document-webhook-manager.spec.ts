import { EventEmitter } from 'node:events';
import { eventually } from '../../../webhooks/src/testing/eventually';
import { DocumentsSystem, notice, TENANT, type DocumentsProcess } from '../testing/documents-app';

describe('DocumentWebhookManager', () => {
  let system: DocumentsSystem;
  let one: DocumentsProcess;
  let two: DocumentsProcess;

  beforeAll(async () => {
    system = await DocumentsSystem.start();
    one = await system.process();
    two = await system.process();
    await system.endpoint('/all');
  });

  afterAll(() => system.close());

  const of = (documentId: string, type: string): Record<string, unknown>[] =>
    system
      .received()
      .filter((event) => event.type === type && event.data['documentId'] === documentId)
      .map(({ data }) => data);

  const until = (documentId: string, type: string, count = 1): Promise<void> =>
    system.receiver.until(() => of(documentId, type).length >= count);

  const eventsOf = async (documentId: string): Promise<string[]> => {
    const { rows } = await system.pool.query<{ type: string }>(
      `SELECT type FROM hookline.event WHERE body::jsonb -> 'data' ->> 'documentId' = $1 ORDER BY id`,
      [documentId],
    );
    return rows.map(({ type }) => type);
  };

  it('tells of a new document once, however many processes load it at once', async () => {
    for (let time = 0; time < 20; time += 1) {
      one.server.emit('document-load', notice('many'));
      two.server.emit('document-load', notice('many'));
    }
    await until('many', 'document.created');
    // Another document that is loaded later in both is the sign that all of the first was handled.
    one.server.emit('document-load', notice('later-one'));
    two.server.emit('document-load', notice('later-two'));
    await until('later-one', 'document.created');
    await until('later-two', 'document.created');
    expect(await eventsOf('many')).toEqual(['document.created']);
    expect(of('many', 'document.created')).toEqual([
      {
        documentId: 'many',
        namespacedDocumentId: 'room/many',
        timestamp: system.clock.now(),
        sessionId: 'session-1',
        clientId: 'client-1',
        encrypted: false,
        context: { userId: 'user-1', room: 'room' },
      },
    ]);
  });

  it('sums changes up: the first at once, the others once for each window', async () => {
    const start = system.clock.now();
    one.server.emit('document-load', notice('busy'));
    one.server.emit('document-message', notice('busy'));
    await until('busy', 'document.updated');
    for (let message = 0; message < 50; message += 1) {
      system.clock.advance(10);
      one.server.emit('document-message', notice('busy', { clientId: `client-${message % 3}` }));
    }
    system.clock.advance(4_500);
    await until('busy', 'document.updated', 2);
    expect(of('busy', 'document.updated')).toEqual([
      expect.objectContaining({ messages: 1, clients: ['client-1'], timestamp: start }),
      expect.objectContaining({
        messages: 50,
        clients: ['client-0', 'client-1', 'client-2'],
        firstMessageAt: start + 10,
        lastMessageAt: start + 500,
        timestamp: start + 5_000,
      }),
    ]);
  });

  it('sums the changes of several processes up to one event for each window', async () => {
    one.server.emit('document-message', notice('shared', { clientId: 'a' }));
    await until('shared', 'document.updated');
    two.server.emit('document-message', notice('shared', { clientId: 'b' }));
    await eventually(async () => (await pending('shared')) === 1);
    two.server.emit('document-message', notice('shared', { clientId: 'c' }));
    const told = (): number =>
      of('shared', 'document.updated').reduce((sum, { messages }) => sum + Number(messages), 0);
    // Who looks first may tell of what the other had stored; what the other still has is of the next window.
    system.clock.advance(5_000);
    await system.receiver.until(() => told() >= 2);
    system.clock.advance(5_000);
    await system.receiver.until(() => told() === 3);
    expect(of('shared', 'document.updated').length).toBeLessThanOrEqual(3);
  });

  const pending = async (documentId: string): Promise<number | null> => {
    const { rows } = await system.pool.query<{ pending: { messages: number } | null }>(
      'SELECT pending FROM hookline.document_state WHERE document_id = $1',
      [documentId],
    );
    return rows[0]?.pending?.messages ?? null;
  };

  it('archives a deleted document once, ignores what comes late, and creates it again when it is loaded', async () => {
    one.server.emit('document-load', notice('phoenix'));
    await until('phoenix', 'document.created');
    one.server.emit('document-message', notice('phoenix'));
    await until('phoenix', 'document.updated');
    one.server.emit('document-message', notice('phoenix'));
    one.server.emit('document-delete', notice('phoenix'));
    await until('phoenix', 'document.archived');
    two.server.emit('document-delete', notice('phoenix'));
    two.server.emit('document-message', notice('phoenix'));
    // Stores what came before, too.
    await two.manager.recordDelete(notice('phoenix'));
    system.clock.advance(6_000);
    one.server.emit('document-load', notice('phoenix'));
    await until('phoenix', 'document.created', 2);
    expect(await eventsOf('phoenix')).toEqual([
      'document.created',
      'document.updated',
      'document.updated',
      'document.archived',
      'document.created',
    ]);
  });

  it('hears messages on the session that comes with session-open, until it is closed', async () => {
    const session = new EventEmitter();
    one.server.emit('session-open', { session, ...notice('talk') });
    one.server.emit('session-open', { session, ...notice('talk') });
    session.emit('document-message', { clientId: 'client-9' });
    await until('talk', 'document.updated');
    expect(of('talk', 'document.updated')).toEqual([
      expect.objectContaining({ messages: 1, clients: ['client-9'], sessionId: 'session-1' }),
    ]);
    session.emit('session-close', {});
    expect(session.eventNames()).toEqual([]);
  });

  it('rolls an archive back with the transaction of the caller', async () => {
    const { manager } = one;
    await manager.recordLoad(notice('kept'));
    const { DataSource } = await import('typeorm');
    const source = await new DataSource({ type: 'postgres', url: system.url }).initialize();
    const deletion = source.transaction(async (entities) => {
      await manager.recordDelete(notice('kept'), { manager: entities });
      throw new Error('no');
    });
    await expect(deletion).rejects.toThrow('no');
    expect(await eventsOf('kept')).toEqual(['document.created']);
    await source.transaction((entities) =>
      manager.recordDelete(notice('kept'), { manager: entities }),
    );
    await source.destroy();
    expect(await eventsOf('kept')).toEqual(['document.created', 'document.archived']);
  });

  it.each([
    undefined,
    null,
    7,
    {},
    { documentId: '' },
    { documentId: 'x'.repeat(256), context: { tenantId: TENANT } },
    { documentId: 'a\0b', context: { tenantId: TENANT } },
    { documentId: '\ud800', context: { tenantId: TENANT } },
    { documentId: 'homeless' },
    { documentId: 'x', namespacedDocumentId: 5, context: { tenantId: TENANT } },
  ])('is not put off by a notice that makes no sense: %j', async (nonsense) => {
    const before = await system.stored();
    for (const event of ['document-load', 'document-message', 'document-delete', 'session-open']) {
      expect(() => one.server.emit(event, nonsense)).not.toThrow();
    }
    expect(() => one.server.emit('rate-limit-exceeded', nonsense)).not.toThrow();
    await expect(one.manager.recordLoad(nonsense as never)).rejects.toMatchObject({
      code: 'HOOKLINE_VALIDATION_FAILED',
    });
    expect(await system.stored()).toEqual(before);
  });

  it('leaves out a context that could not be stored or sent', async () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const third = await system.process({ context: (context) => context as never });
    const contexts = [circle, { tenantId: TENANT, text: 'a\0b' }, { big: 'x'.repeat(5_000) }];
    for (const [index, context] of contexts.entries()) {
      const about = { ...notice(`odd-${index}`), context: { ...context, tenantId: TENANT } };
      await third.manager.recordLoad(about);
      await until(`odd-${index}`, 'document.created');
      expect(of(`odd-${index}`, 'document.created')[0]).not.toHaveProperty('context');
    }
  });

  it('stores what waits when it is detached, and leaves no listener', async () => {
    const third = await system.process();
    await third.detach();
    await third.detach();
    const session = new EventEmitter();
    const detach = third.manager.attachToServer(third.server);
    third.server.emit('session-open', { session, ...notice('last') });
    session.emit('document-message', {});
    session.emit('document-message', {});
    await until('last', 'document.updated');
    session.emit('document-message', {});
    const detached = detach();
    expect(third.server.eventNames()).toEqual([]);
    expect(session.eventNames()).toEqual([]);
    await detached;
    expect(await pending('last')).toBe(1);
    // Another process tells of it when the window has ended.
    system.clock.advance(5_000);
    await until('last', 'document.updated', 2);
  });

  it('leaves no timer when it is detached', async () => {
    const timers = (): number =>
      process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
    const third = await system.process();
    await third.detach();
    // All in one turn: between turns, timers of others begin and end.
    const without = timers();
    const detach = third.manager.attachToServer(third.server);
    expect(timers()).toBeGreaterThan(without);
    const detached = detach();
    expect(timers()).toBe(without);
    await detached;
  });
});
