import { type BackendFactory, createPostgresBackend, type IQueueBackend } from 'bullmq';
import { setTimeout as delay } from 'node:timers/promises';
import { PrimaryClient } from '../storage/primary-client';

/** BullMQ asks again at once after an error; with this between, a queue that is away costs no processor. */
const PACE_MS = 500;
/** First letters of the SQLSTATEs that BullMQ's own functions raise: answers, not failures. */
const BULLMQ_STATE = 'BM';

/** What has to be reached of the backend, though it is private there. */
interface BackendInside {
  closing?: Promise<void>;
  readyPromise: Promise<void> | undefined;
  connection: {
    readyPromise: Promise<void> | undefined;
    pgModule: { Client: typeof PrimaryClient };
  };
  query(text: string, values?: unknown[]): Promise<unknown>;
}

/**
 * BullMQ's Postgres backend, but for three habits. It remembers a first connection that failed for ever,
 * and with it the process would never use the queue again: here the next statement connects, and brings
 * back a schema that is gone. After an error it does not ask again at once. And the connection that
 * listens is, like all others, one to a primary.
 */
export const createPatientPostgresBackend: BackendFactory = (name, options, factoryOptions) => {
  const backend: IQueueBackend = createPostgresBackend(name, options as never, factoryOptions);
  const inside = backend as unknown as BackendInside;
  inside.connection.pgModule = { Client: PrimaryClient };
  const query = inside.query.bind(backend);
  inside.query = async (text, values) => {
    try {
      return await query(text, values);
    } catch (error) {
      const { code } = error as { code?: unknown };
      const isAnswer = typeof code === 'string' && code.startsWith(BULLMQ_STATE);
      if (!isAnswer && inside.closing === undefined) {
        inside.readyPromise = undefined;
        inside.connection.readyPromise = undefined;
        await delay(PACE_MS, undefined, { ref: false });
      }
      throw error;
    }
  };
  return backend;
};
