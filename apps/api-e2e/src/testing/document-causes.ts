import type { DocumentClient } from './document-client';
import type { Caller } from './host';

/** How long a document of the trials rests before it is idle. */
export const IDLE_MS = 60_000;

/** Where the events of documents are caused. */
export interface DocumentStage {
  open: (name: string) => DocumentClient;
  /** Resolves with the next webhook of a type about a document. */
  heard: (type: string, name: string) => Promise<unknown>;
  /** Moves the clock, so that the sweep finds what its time has come for. */
  later: (ms: number) => Promise<void>;
  acme: () => Caller;
}

type Cause = (stage: DocumentStage, name: string) => Promise<void>;

/** What a client does to cause each event of documents. A new one is a row here. */
export const DOCUMENT_CAUSES: Readonly<Record<string, Cause>> = {
  'document.created': async ({ open }, name) => void (await open(name).synced()),
  'document.updated': async ({ open }, name) => {
    const client = await open(name).synced();
    client.write('hello');
    await client.synced();
  },
  'document.idle': async ({ open, heard, later }, name) => {
    const client = await open(name).synced();
    client.write('hello');
    await heard('document.updated', name);
    await later(IDLE_MS);
  },
  'document.archived': async ({ open, acme }, name) => {
    await open(name).synced();
    await acme().delete(`/api/documents/${name}`).expect(204);
  },
  'document.rate_limit_exceeded': async ({ open, later }, name) => {
    const client = await open(name).synced();
    for (let message = 0; message < 400; message += 1) client.write('x');
    await client.until(() => client.closeCodes.length > 0);
    client.close();
    await later(10_000);
  },
};
