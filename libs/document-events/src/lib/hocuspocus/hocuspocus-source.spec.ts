import { HocuspocusProvider } from '@hocuspocus/provider';
import { Server } from '@hocuspocus/server';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { DocumentsSystem, TENANT, type DocumentsProcess } from '../../testing/documents-app';
import { DocumentMessageGuard } from '../limits/document-message-guard';
import { RateLimitTracker } from '../limits/rate-limit-tracker';
import { HocuspocusSource } from './hocuspocus-source';

describe('HocuspocusSource', () => {
  let system: DocumentsSystem;
  let process: DocumentsProcess;
  let server: Server;
  let source: HocuspocusSource;
  let detach: () => Promise<void>;
  const providers: HocuspocusProvider[] = [];

  beforeAll(async () => {
    system = await DocumentsSystem.start();
    process = await system.process();
    await system.endpoint('/all');
    const { onRateLimitExceeded } = process.app.get(RateLimitTracker);
    source = new HocuspocusSource({
      guard: new DocumentMessageGuard({
        client: { limit: 100, windowMs: 60_000 },
        onRateLimitExceeded,
      }),
    });
    server = new Server({
      port: 0,
      quiet: true,
      stopOnSignals: false,
      extensions: [source],
      onAuthenticate: ({ token }) =>
        Promise.resolve({ tenantId: TENANT, userId: token, clientId: token, token }),
    });
    await server.listen();
    detach = process.manager.attachToServer(source);
  });

  afterAll(async () => {
    for (const provider of providers) provider.destroy();
    await server.destroy();
    await system.close();
  });

  /** A real Yjs client; resolves when it has the document. */
  async function open(name: string, user: string): Promise<HocuspocusProvider> {
    const { port } = server.httpServer.address() as AddressInfo;
    const provider = new HocuspocusProvider({
      url: `ws://127.0.0.1:${port}`,
      name,
      token: user,
      // @ts-expect-error: a setting of the connection that the provider makes
      WebSocketPolyfill: WebSocket,
    });
    providers.push(provider);
    await new Promise<void>((resolve) => provider.on('synced', () => resolve()));
    return provider;
  }

  it('tells of what real clients do', async () => {
    const [anna, ben] = await Promise.all([open('plan', 'anna'), open('plan', 'ben')]);
    anna.document.getText('text').insert(0, 'a');
    await system.arrived('document.updated');
    anna.document.getText('text').insert(0, 'b');
    ben.document.getText('text').insert(0, 'c');
    await new Promise<void>((resolve) => {
      const look = (): void => {
        const both = [anna, ben].every(({ document }) => document.getText('text').length === 3);
        if (both) resolve();
      };
      anna.document.on('update', look);
      ben.document.on('update', look);
      look();
    });
    system.clock.advance(5_000);
    const [first, second] = await system.arrived('document.updated', 2);
    expect(first).toMatchObject({ messages: 1, clients: ['anna'], clientId: 'anna' });
    expect(second).toMatchObject({ messages: 2, clients: ['anna', 'ben'] });
    expect(second?.['context']).toEqual({ userId: second?.['clientId'] });
    source.documentDeleted({ documentName: 'plan', context: { tenantId: TENANT } });
    await system.arrived('document.archived');
    expect(await system.stored()).toEqual([
      'document.created',
      'document.updated',
      'document.updated',
      'document.archived',
    ]);
  });

  it('closes the document to a client that sends too much, and tells once', async () => {
    const quiet = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const flood = await open('flooded', 'mallory');
    const closed = new Promise<void>((resolve) => flood.on('close', () => resolve()));
    for (let message = 0; message < 300; message += 1) {
      flood.document.getText('text').insert(0, 'x');
    }
    await closed;
    await process.sweeper.sweep();
    system.clock.advance(120_000);
    const [told] = await system.arrived('document.rate_limit_exceeded');
    expect(told).toMatchObject({ scope: 'client', clientId: 'mallory', limit: 100 });
    quiet.mockRestore();
  });

  it('leaves no listener when it is detached', async () => {
    expect(source.listenerCount()).toBeGreaterThan(0);
    await detach();
    expect(source.listenerCount()).toBe(0);
  });
});
