import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { WebSocket } from 'ws';

/** A document that a client has open. */
export interface OpenDocument {
  /** Writes into it; resolves when the host has it. */
  write(text: string): Promise<void>;
  close(): void;
}

/** A Yjs client, as a browser is one; resolves when it has the document. */
export async function openDocument(
  hostUrl: string,
  name: string,
  token: string,
  signal: AbortSignal,
): Promise<OpenDocument> {
  const socket = new HocuspocusProviderWebsocket({
    url: `${hostUrl.replace(/^http/, 'ws')}/collaboration`,
    WebSocketPolyfill: WebSocket,
  });
  const provider = new HocuspocusProvider({ websocketProvider: socket, name, token });
  provider.attach();
  const close = (): void => {
    provider.destroy();
    socket.destroy();
  };
  signal.addEventListener('abort', close, { once: true });
  await until(provider, 'synced', () => provider.isSynced);
  return {
    write: async (text) => {
      provider.document.getText('text').insert(0, text);
      await until(provider, 'unsyncedChanges', () => !provider.hasUnsyncedChanges);
    },
    close,
  };
}

/** Resolves when a condition holds, which is looked at with an event of the provider. */
function until(provider: HocuspocusProvider, event: string, done: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!done()) return;
      provider.off(event, look);
      resolve();
    };
    provider.on(event, look);
    look();
  });
}
