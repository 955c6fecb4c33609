import { requestTo, type ContractBench } from './contract-bench';
import { signal } from './receivers';
import { selfSigned } from './self-signed';

const okay = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

/** The part of the contract about connections: kept, bounded, replaced, closed. */
export function describeConnections(bench: ContractBench): void {
  const { receivers } = bench;

  it('keeps connections alive', async () => {
    const receiver = await receivers.http((response) => response.end('ok'));
    const transport = bench.transport();
    for (let sent = 0; sent < 3; sent += 1) await transport.send(requestTo(receiver.url));
    expect(receiver.requests).toHaveLength(3);
    expect(receiver.connections).toBe(1);
  });

  it('does not reuse a connection that the receiver closes', async () => {
    const receiver = await receivers.http((response) => {
      response.writeHead(200, { connection: 'close' }).end('ok');
    });
    const transport = bench.transport();
    for (let sent = 0; sent < 3; sent += 1) {
      expect(await transport.send(requestTo(receiver.url))).toMatchObject({ status: 200 });
    }
    expect(receiver.connections).toBe(3);
  });

  it('bounds the connections to one origin; what waits goes out later', async () => {
    const release = signal();
    const both = signal();
    const receiver = await receivers.http((response, _request, number) => {
      if (number === 2) both.give();
      void release.promise.then(() => response.end());
    });
    const transport = bench.transport({ maxConnectionsPerOrigin: 2 });
    const sends = Array.from({ length: 7 }, () => transport.send(requestTo(receiver.url)));
    await both.promise;
    expect(receiver.connections).toBe(2);
    release.give();
    const results = await Promise.all(sends);
    expect(results.every((result) => result.status === 200)).toBe(true);
    expect(receiver.requests).toHaveLength(7);
    expect(receiver.connections).toBe(2);
  });

  it('serves what waits when connections fail', async () => {
    const receiver = await receivers.raw((socket, _data, number) => {
      if (number <= 3) socket.resetAndDestroy();
      else socket.write(okay);
    });
    const transport = bench.transport({ maxConnectionsPerOrigin: 1 });
    const sends = Array.from({ length: 6 }, () => transport.send(requestTo(receiver.url)));
    const results = await Promise.all(sends);
    expect(results.map((result) => result.status)).toEqual([null, null, null, 200, 200, 200]);
    expect(receiver.connections).toBe(4);
  });

  it.each(['raw', 'rawTls'] as const)(
    'tries a request again at once that dies on a reused connection (%s)',
    async (kind) => {
      const arrived: string[] = [];
      const connections: number[] = [];
      const receiver = await receivers[kind]((socket, data, number) => {
        arrived.push(data);
        connections.push(number);
        // The first connection serves one request, and ends as the second arrives.
        if (arrived.length === 2) socket.end();
        else socket.write(okay);
      });
      const transport = bench.transport({ ca: selfSigned.cert });
      expect(await transport.send(requestTo(receiver.url))).toMatchObject({ status: 200 });
      expect(await transport.send(requestTo(receiver.url, { body: '{"n":2}' }))).toMatchObject({
        kind: 'response',
        status: 200,
      });
      expect(connections).toEqual([1, 1, 2]);
      const body = (text: string | undefined) => text?.split('\r\n\r\n')[1];
      expect(body(arrived[2])).toBe('{"n":2}');
      // The fresh connection, or a further one, goes on serving.
      expect(await transport.send(requestTo(receiver.url))).toMatchObject({ status: 200 });
    },
  );

  it('tries again only once', async () => {
    let requests = 0;
    const receiver = await receivers.raw((socket) => {
      requests += 1;
      if (requests === 1) socket.write(okay);
      else socket.resetAndDestroy();
    });
    const transport = bench.transport();
    await transport.send(requestTo(receiver.url));
    expect(await transport.send(requestTo(receiver.url))).toMatchObject({
      code: 'connection_reset',
    });
    expect(requests).toBe(3);
    expect(receiver.connections).toBe(2);
  });

  it('does not try again once anything was answered', async () => {
    let requests = 0;
    const receiver = await receivers.raw((socket) => {
      requests += 1;
      if (requests === 1) socket.write(okay);
      else socket.write('HTTP/1.', () => socket.end());
    });
    const transport = bench.transport();
    await transport.send(requestTo(receiver.url));
    const result = await transport.send(requestTo(receiver.url));
    expect(result).toMatchObject({ kind: 'failure' });
    expect(requests).toBe(2);
  });

  it('tries again within the same deadline', async () => {
    let requests = 0;
    const receiver = await receivers.raw((socket) => {
      requests += 1;
      if (requests === 1) socket.write(okay);
      if (requests === 2) socket.resetAndDestroy();
    });
    const transport = bench.transport();
    await transport.send(requestTo(receiver.url));
    const started = performance.now();
    const result = await transport.send(requestTo(receiver.url, { timeoutMs: 1_000 }));
    expect(result).toMatchObject({ code: 'timeout' });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(requests).toBe(3);
  });

  it('connects anew after the receiver closed an idle connection', async () => {
    const closed = signal();
    const receiver = await receivers.raw((socket, _data, number) => {
      socket.once('close', () => closed.give());
      socket.write(okay, () => {
        if (number === 1) socket.end();
      });
    });
    const transport = bench.transport();
    await transport.send(requestTo(receiver.url));
    await closed.promise;
    expect(await transport.send(requestTo(receiver.url))).toMatchObject({ status: 200 });
    expect(receiver.connections).toBe(2);
  });

  it('closes when what is in flight has ended, and sends nothing more', async () => {
    const arrived = signal();
    const release = signal();
    const receiver = await receivers.http((response) => {
      arrived.give();
      void release.promise.then(() => response.end('ok'));
    });
    const transport = bench.transport();
    const sent = transport.send(requestTo(receiver.url));
    await arrived.promise;
    const closing = transport.close();
    expect(await transport.send(requestTo(receiver.url))).toMatchObject({ code: 'unknown' });
    release.give();
    expect(await sent).toMatchObject({ status: 200 });
    await closing;
    expect(receiver.requests).toHaveLength(1);
  });
}
