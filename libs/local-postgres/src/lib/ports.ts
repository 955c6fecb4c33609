import { createServer, type AddressInfo } from 'node:net';

/** Every local server listens here only. */
export const LOOPBACK = '127.0.0.1';

function listenOn(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      const bound = (server.address() as AddressInfo).port;
      server.close(() => resolve(bound));
    });
  });
}

/** Whether a server of ours could listen on this port of 127.0.0.1 now. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await listenOn(port)) !== undefined;
}

/** A port that was free a moment ago: callers try again when somebody else was faster. */
export async function freePort(): Promise<number> {
  const port = await listenOn(0);
  if (port === undefined) throw new Error(`No free port on ${LOOPBACK}`);
  return port;
}
