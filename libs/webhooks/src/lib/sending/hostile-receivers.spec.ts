import type { Socket } from 'node:net';
import { eventually } from '../../testing/eventually';
import { EgressGuard } from '../egress/egress-guard';
import { Inside } from '../egress/testing/inside';
import { TRANSPORTS } from '../egress/testing/transports';
import { requestTo } from './testing/contract-bench';
import { Receivers } from './testing/receivers';
import { bomb } from './testing/bomb';
import type { TransportResult } from './transport';

const GIGABYTES_10 = 10 * 1024 ** 3;
const LIMIT = 65_536;
const DEADLINE_MS = 500;
/** What the buffers of a connection hold on their way: by far less than what is offered. */
const IN_FLIGHT = 8 * 1024 ** 2;

describe.each(TRANSPORTS)('hostile receivers, with %s', (_name, create) => {
  const receivers = new Receivers();
  const inside = new Inside();
  const guard = new EgressGuard({ allow: ['127.0.0.0/8', '::1/128'], allowInsecure: true });
  const transport = create({ guard });

  beforeAll(() => inside.start());
  afterEach(() => receivers.stop());
  afterAll(async () => {
    await transport.close();
    await inside.stop();
  });

  const send = (url: string, timeoutMs = 10_000) =>
    transport.send(requestTo(url, { timeoutMs, maxResponseBytes: LIMIT }));

  /** Writes a chunk over and over, as fast as it is taken. */
  function flood(socket: Socket, chunk: Buffer | string): void {
    const more = (): void => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', more);
    more();
  }

  describe('10 GB', () => {
    it.each([
      ['with its length', `content-length: ${GIGABYTES_10}\r\n`, 'x'.repeat(65_536)],
      ['in chunks', 'transfer-encoding: chunked\r\n', `10000\r\n${'x'.repeat(65_536)}\r\n`],
      ['until the connection ends', 'connection: close\r\n', 'x'.repeat(65_536)],
    ])(
      'SEC-R01 is cut at the limit, and the connection closed: %s',
      async (_how, header, chunk) => {
        const sockets: Socket[] = [];
        const receiver = await receivers.raw((socket) => {
          sockets.push(socket);
          socket.write(`HTTP/1.1 200 OK\r\n${header}\r\n`);
          flood(socket, chunk);
        });
        const before = process.memoryUsage().rss;
        const result = await send(receiver.url);
        expect(result).toMatchObject({ kind: 'response', status: 200 });
        expect(lengthOf(result)).toBe(LIMIT);
        await eventually(() => Promise.resolve(sockets.every(({ destroyed }) => destroyed)));
        expect(sockets[0]?.bytesWritten).toBeLessThan(IN_FLIGHT + LIMIT);
        expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 ** 2);
      },
    );
  });

  it.each<[what: string, act: (socket: Socket) => void]>([
    ['headers', (socket) => flood(socket, `x-h: ${'x'.repeat(1_000)}\r\n`)],
    ['one header', (socket) => flood(socket, 'x'.repeat(1_000))],
    ['a status line', (socket) => flood(socket, 'x'.repeat(1_000))],
    ['early hints', (socket) => flood(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n')],
    ['continues', (socket) => flood(socket, 'HTTP/1.1 100 Continue\r\n\r\n')],
  ])('SEC-R02 ends an endless head: %s', async (what, act) => {
    const receiver = await receivers.raw((socket) => {
      if (what === 'headers' || what === 'one header') socket.write('HTTP/1.1 200 OK\r\nx: ');
      act(socket);
    });
    expect(await send(receiver.url, DEADLINE_MS)).toMatchObject({ kind: 'failure' });
  });

  it.each([
    ['a chunk’s extension', '1;', 'x'.repeat(1_000)],
    ['a chunk’s size', '', '0'.repeat(1_000)],
    ['trailers', '0\r\n', 'x-t: x\r\n'.repeat(100)],
  ])('SEC-R02 ends an endless body: %s', async (_what, first, more) => {
    const receiver = await receivers.raw((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${first}`);
      flood(socket, more);
    });
    expect(await send(receiver.url, DEADLINE_MS)).toMatchObject({ kind: 'failure' });
  });

  it('SEC-R02 ends an endless body: chunks of one byte', async () => {
    const receiver = await receivers.raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      flood(socket, '1\r\nx\r\n'.repeat(1_000));
    });
    expect(lengthOf(await send(receiver.url))).toBe(LIMIT);
  });

  it.each(['gzip', 'deflate', 'br'] as const)('SEC-R03 unpacks no bomb: %s', async (encoding) => {
    const packed = bomb(encoding, 64 * 1024 ** 2);
    expect(packed.length).toBeLessThan(LIMIT * 2);
    const receiver = await receivers.http((response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(packed);
    });
    const before = process.memoryUsage().rss;
    const result = await send(receiver.url);
    expect(result).toMatchObject({ kind: 'response', status: 200 });
    expect(lengthOf(result)).toBeLessThanOrEqual(packed.length);
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 ** 2);
    expect(receiver.requests[0]?.headers['accept-encoding']).toBeUndefined();
  });

  it('SEC-R04 reads an answer that comes byte by byte, while the deadline allows', async () => {
    const answer = 'HTTP/1.1 202 Accepted\r\ncontent-length: 5\r\n\r\nhello';
    const receiver = await receivers.raw((socket) => {
      socket.setNoDelay(true);
      const bytes = [...answer];
      const next = (): void => {
        const byte = bytes.shift();
        if (byte !== undefined) socket.write(byte, () => setImmediate(next));
      };
      next();
    });
    expect(await send(receiver.url)).toMatchObject({ status: 202, body: 'hello' });
  });

  it('SEC-R04 cuts an answer that comes byte by byte forever', async () => {
    const receiver = await receivers.raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      receivers.drip(socket, 'x');
    });
    const started = performance.now();
    // Long enough for the head to come first.
    expect(await send(receiver.url, 2_000)).toMatchObject({ code: 'timeout', status: 200 });
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  describe('redirects', () => {
    const statuses = [300, 301, 302, 303, 304, 305, 306, 307, 308];
    const places = (port: number): string[] => [
      `http://127.0.0.1:${port}/`,
      `https://127.0.0.1:${port}/`,
      `//127.0.0.1:${port}/`,
      `http://localhost:${port}/`,
      `http://[::1]:${port}/`,
      '/elsewhere',
      '?again',
      '',
      'gopher://127.0.0.1/',
      'file:///etc/passwd',
    ];

    it.each(statuses)('SEC-E09 follows no %i, wherever it leads', async (status) => {
      for (const location of places(inside.port)) {
        const receiver = await receivers.http((response) => {
          response.writeHead(status, { location }).end();
        });
        expect(await send(receiver.url)).toMatchObject({ kind: 'response', status });
        expect(receiver.requests.map(({ path }) => path)).toEqual(['/hook?a=b']);
      }
      expect(inside.arrived).toBe(0);
    });

    it('SEC-E09 follows nothing else that points away', async () => {
      const elsewhere = `http://127.0.0.1:${inside.port}/`;
      const headers = {
        refresh: `0; url=${elsewhere}`,
        'content-location': elsewhere,
        'alt-svc': `h2="127.0.0.1:${inside.port}"; ma=3600`,
        link: `<${elsewhere}>; rel=preload`,
        'content-type': 'text/html',
      };
      const page = `<meta http-equiv="refresh" content="0;url=${elsewhere}"><script>location="${elsewhere}"</script>`;
      for (const status of [200, 201, 401, 407, 421, 426]) {
        const receiver = await receivers.http((response) => {
          const asks = { 'www-authenticate': 'Basic', 'proxy-authenticate': 'Basic' };
          response.writeHead(status, { ...headers, ...asks }).end(page);
        });
        expect(await send(receiver.url)).toMatchObject({ kind: 'response', status });
        expect(await send(receiver.url)).toMatchObject({ kind: 'response', status });
        expect(receiver.requests).toHaveLength(2);
      }
      expect(inside.arrived).toBe(0);
    });

    it('SEC-E09 follows no early hint and no upgrade', async () => {
      const receiver = await receivers.raw((socket) => {
        socket.write(
          `HTTP/1.1 103 Early Hints\r\nlink: <http://127.0.0.1:${inside.port}/>; rel=preconnect\r\n\r\n` +
            'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n',
        );
      });
      const result = await send(receiver.url, DEADLINE_MS);
      expect(result).toMatchObject({ kind: 'failure' });
      expect(inside.arrived).toBe(0);
    });
  });
});

/** Characters of a body. Whole bodies would fill the screen when a test fails. */
function lengthOf(result: TransportResult): number {
  return result.kind === 'response' ? result.body.length : -1;
}
