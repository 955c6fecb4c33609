import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DocumentsSystem } from '../testing/documents-app';
import type { DocumentEventsOptions } from './document-events.options';

const ROOT = join(__dirname, '../../../..');
const IDLE_MS = 2_500;

/** Real processes and the real clock, on one database. */
describe('Several processes', () => {
  let system: DocumentsSystem;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    system = await DocumentsSystem.start();
    // For the registry; it delivers nothing, and is attached to no server.
    const { detach } = await system.process({}, { worker: false });
    await detach();
    await system.endpoint('/all', { idleTimeout: IDLE_MS });
  });

  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await system.close();
  });

  async function start(options: DocumentEventsOptions): Promise<ChildProcess> {
    const main = join(__dirname, '../testing/documents-process.main.ts');
    const sources = join(ROOT, 'scripts/register-sources.cjs');
    const child = spawn(
      process.execPath,
      [
        '--conditions=@hookline/source',
        '--require',
        sources,
        main,
        JSON.stringify({ url: system.url, options }),
      ],
      { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
    );
    children.push(child);
    await once(child, 'message');
    return child;
  }

  /** Resolves when it arrived that a document was created. */
  const hasBegun = (documentId: string): Promise<void> =>
    system.receiver.until(() =>
      system
        .received()
        .some(({ type, data }) => type === 'document.created' && data['documentId'] === documentId),
    );

  it('tell of each thing exactly once, also when the one that saw it last is killed', async () => {
    const options = { updateWindowMs: 1_000, sweepIntervalMs: 100 };
    const [one, two, three] = await Promise.all([start(options), start(options), start(options)]);
    const documents = Array.from({ length: 10 }, (_, index) => `document-${index}`);
    for (const documentId of documents) {
      for (let time = 0; time < 5; time += 1) {
        one.send(['document-load', documentId]);
        two.send(['document-load', documentId]);
      }
    }
    // What comes last is the sign that the other handled all before it: it could be behind yet.
    two.send(['document-load', 'sign']);
    await hasBegun('sign');
    await system.arrived('document.created', documents.length + 1);
    for (const documentId of documents) one.send(['document-message', documentId]);
    const updates = await system.arrived('document.updated', documents.length);

    one.kill('SIGKILL');
    // A slow machine may see a document idle before its message, too: that is a period of its own.
    const idleAfter = (update: Record<string, unknown>): boolean =>
      system
        .received()
        .some(
          ({ type, data }) =>
            type === 'document.idle' &&
            data['documentId'] === update['documentId'] &&
            data['lastActivityAt'] === update['lastMessageAt'] &&
            data['idleSince'] === Number(update['lastMessageAt']) + IDLE_MS,
        );
    await system.receiver.until(() => updates.every(idleAfter));

    for (const documentId of documents) {
      two.send(['document-delete', documentId]);
      three.send(['document-delete', documentId]);
    }
    await system.arrived('document.archived', documents.length);
    // What comes last is the sign that all before it was handled in both.
    two.send(['document-load', 'last-two']);
    three.send(['document-load', 'last-three']);
    await Promise.all(['last-two', 'last-three'].map(hasBegun));

    const types = await system.stored();
    const count = (type: string): number => types.filter((stored) => stored === type).length;
    expect(count('document.created')).toBe(documents.length + 3);
    expect(count('document.updated')).toBe(documents.length);
    const { rows } = await system.pool.query<{ events: number; periods: number }>(`
      SELECT count(*)::int AS events, count(DISTINCT (data ->> 'documentId', data ->> 'lastActivityAt'))::int AS periods
      FROM (SELECT body::jsonb -> 'data' AS data FROM hookline.event WHERE type = 'document.idle') AS idle`);
    expect(rows[0]?.events).toBe(rows[0]?.periods);
    expect(count('document.archived')).toBe(documents.length);
  }, 240_000);
});
