import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { WebSocket } from 'ws';
import { Doc, type Text } from 'yjs';

/** Like a browser's, it tells of errors by closing alone. */
class BrowserLikeSocket extends WebSocket {
  constructor(address: string) {
    super(address);
    this.on('error', () => undefined);
  }
}

/** A Yjs client, as a browser is one. */
export class DocumentClient {
  readonly doc = new Doc();
  /** Why the document was not opened; the last reason. */
  refusal: string | undefined;
  /** Codes that its connections were closed with. */
  readonly closeCodes: number[] = [];
  private readonly socket: HocuspocusProviderWebsocket;
  private readonly provider: HocuspocusProvider;
  private waiters: { done: () => boolean; resolve: () => void }[] = [];

  /** @param url of the host, `http://…` */
  constructor(url: string, name: string, token: string) {
    this.socket = new HocuspocusProviderWebsocket({
      url: `${url.replace(/^http/, 'ws')}/collaboration`,
      WebSocketPolyfill: BrowserLikeSocket,
      // A client that was sent away comes back at once.
      delay: 50,
      minDelay: 50,
    });
    const look = (): void => this.look();
    this.provider = new HocuspocusProvider({
      websocketProvider: this.socket,
      name,
      document: this.doc,
      token,
      onSynced: look,
      onUnsyncedChanges: look,
      onAuthenticationFailed: ({ reason }) => {
        this.refusal = reason;
        look();
      },
      onClose: ({ event }) => {
        this.closeCodes.push(event.code);
        look();
      },
    });
    this.provider.attach();
    this.doc.on('update', look);
  }

  get text(): Text {
    return this.doc.getText('text');
  }

  /** Resolves when the client and the host have the same. */
  async synced(): Promise<this> {
    await this.until(() => this.provider.isSynced && !this.provider.hasUnsyncedChanges);
    return this;
  }

  /** Writes at the end; every call is a message. */
  write(text: string): void {
    this.text.insert(this.text.length, text);
  }

  /** Resolves when a condition holds; it is looked at with each change of the client. */
  async until(done: () => boolean): Promise<void> {
    if (done()) return;
    await new Promise<void>((resolve) => this.waiters.push({ done, resolve }));
  }

  close(): void {
    this.provider.destroy();
    this.socket.destroy();
  }

  private look(): void {
    // The provider sets its state after it has told.
    setImmediate(() => {
      const ready = this.waiters.filter(({ done }) => done());
      this.waiters = this.waiters.filter((waiter) => !ready.includes(waiter));
      for (const { resolve } of ready) resolve();
    });
  }
}
