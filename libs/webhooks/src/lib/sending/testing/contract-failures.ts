import { requestTo, resolvesTo, type ContractBench } from './contract-bench';
import { signal } from './receivers';
import { selfSigned } from './self-signed';

const DEADLINE_MS = 1_000;
/** What is left to a machine that has other things to do. */
const LATEST_MS = 10_000;
const SECRET = 'hunter2';

/** The part of the contract about exchanges that come to nothing. */
export function describeFailures(bench: ContractBench): void {
  const { receivers } = bench;

  /** Sends with a short deadline, and checks that it was kept. */
  async function cutAtDeadline(url: string, transport = bench.transport()) {
    const started = performance.now();
    const result = await transport.send(requestTo(url, { timeoutMs: DEADLINE_MS }));
    const took = performance.now() - started;
    expect(result).toMatchObject({ kind: 'failure', code: 'timeout' });
    expect(took).toBeGreaterThanOrEqual(DEADLINE_MS - 5);
    expect(took).toBeLessThan(LATEST_MS);
    return result;
  }

  describe('the deadline', () => {
    it('cuts a receiver that never answers, and closes the connection', async () => {
      const receiver = await receivers.raw(() => undefined);
      expect(await cutAtDeadline(receiver.url)).toMatchObject({
        status: null,
        address: '127.0.0.1',
      });
      await receivers.closed();
    });

    it('cuts a body that drips', async () => {
      const receiver = await receivers.http((response) => {
        response.writeHead(200);
        receivers.drip(response, 'x');
      });
      expect(await cutAtDeadline(receiver.url)).toMatchObject({ status: 200 });
      await receivers.closed();
    });

    it('cuts a head that drips', async () => {
      const receiver = await receivers.raw((socket) => {
        socket.write('HTTP/1.1 200 OK\r\nx-slow: ');
        receivers.drip(socket, 'x');
      });
      expect(await cutAtDeadline(receiver.url)).toMatchObject({ status: null });
      await receivers.closed();
    });

    it('covers the connection: a TLS handshake that hangs', async () => {
      const receiver = await receivers.raw(() => undefined);
      await cutAtDeadline(receiver.url.replace('http:', 'https:'));
      await receivers.closed();
    });

    it('covers the lookup', async () => {
      const guard = bench.guard(() => undefined);
      await cutAtDeadline('http://receiver.example/', bench.transport({ guard }));
    });

    it('covers the wait for a connection, and takes the request back', async () => {
      const arrived = signal();
      const release = signal();
      const receiver = await receivers.http((response) => {
        arrived.give();
        void release.promise.then(() => response.end());
      });
      const transport = bench.transport({ maxConnectionsPerOrigin: 1 });
      const first = transport.send(requestTo(receiver.url, { timeoutMs: 60 * DEADLINE_MS }));
      await arrived.promise;
      await cutAtDeadline(receiver.url, transport);
      release.give();
      expect(await first).toMatchObject({ status: 200 });
      expect(await transport.send(requestTo(receiver.url))).toMatchObject({ status: 200 });
      expect(receiver.requests).toHaveLength(2);
    });
  });

  it('knows a refused connection', async () => {
    const result = await bench.send(await receivers.nobody());
    expect(result).toMatchObject({ kind: 'failure', code: 'connection_refused', status: null });
  });

  it.each([
    ['before the head', ''],
    ['within the head', 'HTTP/1.1 200 OK\r\nx-a'],
  ])('knows a connection that was reset %s', async (_where, text) => {
    const receiver = await receivers.raw((socket) => {
      socket.write(text, () => socket.resetAndDestroy());
    });
    const result = await bench.send(receiver.url);
    expect(result).toMatchObject({ code: 'connection_reset', status: null, address: '127.0.0.1' });
    expect(receiver.connections).toBe(1);
  });

  it.each([
    ['', 'reset', true],
    ['', 'ended', false],
    ['connection: close\r\n', 'ended', false],
  ])('knows a body (%j) that was %s before its length', async (header, _how, reset) => {
    const receiver = await receivers.raw((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${header}content-length: 10\r\n\r\nhalf`, () => {
        if (reset) socket.resetAndDestroy();
        else socket.end();
      });
    });
    expect(await bench.send(receiver.url)).toMatchObject({ code: 'connection_reset' });
    expect(receiver.connections).toBe(1);
  });

  it('knows what is not HTTP', async () => {
    const receiver = await receivers.raw((socket) => socket.write('SSH-2.0-OpenSSH_9.9\r\n'));
    expect(await bench.send(receiver.url)).toMatchObject({ code: 'invalid_response' });
  });

  it('knows a head that is too large', async () => {
    const receiver = await receivers.raw((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nx-large: ${'x'.repeat(20_000)}\r\n\r\n`);
    });
    expect(await bench.send(receiver.url)).toMatchObject({ code: 'response_too_large' });
  });

  it('knows a certificate that it does not trust', async () => {
    const receiver = await receivers.https((response) => response.end());
    expect(await bench.send(receiver.url)).toMatchObject({ code: 'tls', status: null });
    expect(receiver.requests).toHaveLength(0);
  });

  it('knows a certificate for another name', async () => {
    const receiver = await receivers.https((response) => response.end());
    const guard = bench.guard(resolvesTo('127.0.0.1'));
    const transport = bench.transport({ guard, ca: selfSigned.cert });
    const url = (host: string) => `https://${host}:${receiver.port}/`;
    expect(await transport.send(requestTo(url('other.example')))).toMatchObject({ code: 'tls' });
    expect(await transport.send(requestTo(url('receiver.example')))).toMatchObject({ status: 200 });
  });

  it('knows a name without an address', async () => {
    expect(await bench.send('http://nothing.invalid/')).toMatchObject({
      code: 'dns',
      address: null,
    });
  });

  it('refuses an inside address in the URL', async () => {
    expect(await bench.send('http://10.0.0.1/')).toMatchObject({ code: 'blocked_address' });
    expect(await bench.send('http://[::1]/')).toMatchObject({ code: 'blocked_address' });
  });

  it('refuses a name that leads inside, without connecting', async () => {
    const receiver = await receivers.http((response) => response.end());
    const guard = bench.guard(resolvesTo('127.0.0.1', '10.0.0.1'));
    const url = `http://inside.example:${receiver.port}/`;
    const result = await bench.transport({ guard }).send(requestTo(url));
    expect(result).toMatchObject({ code: 'blocked_address', address: null });
    expect(receiver.connections).toBe(0);
  });

  it.each(['ftp://example.com/', 'not a url', 'http://user:pass@example.com/'])(
    'refuses %j',
    async (url) => {
      expect(await bench.send(url)).toMatchObject({ kind: 'failure', code: 'validation' });
    },
  );

  it('SEC-E11 refuses a header that HTTP does not allow, without telling its value', async () => {
    const receiver = await receivers.http((response) => response.end());
    const headers = { 'x-bad': `${SECRET}\r\nx-smuggled: 1` };
    const result = await bench.send(receiver.url, { headers });
    expect(result).toMatchObject({ code: 'validation' });
    expect(JSON.stringify(result)).not.toContain(SECRET);
    expect(receiver.requests).toHaveLength(0);
  });

  it('tells neither path, query, header nor body in its messages', async () => {
    const url = `${(await receivers.nobody()).split('?')[0]}/${SECRET}?${SECRET}`;
    const headers = { 'x-key': SECRET };
    const result = await bench.send(url, { headers, body: SECRET });
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });
}
