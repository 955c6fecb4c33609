import { gzipSync } from 'node:zlib';
import { requestTo, type ContractBench } from './contract-bench';
import { signal } from './receivers';

const okay = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

/** The part of the contract about requests and responses that arrive. */
export function describeResponses(bench: ContractBench): void {
  const { receivers } = bench;

  it('delivers the exact bytes and headers, and answers the response', async () => {
    const receiver = await receivers.http((response) => {
      response.writeHead(200, { 'X-Answer': 'yes', 'Set-Cookie': ['a=1', 'b=2'] });
      response.end('tåk');
    });
    const body = ' {"n": 1.0, "text": "ü \u2028 \ud83d\ude00"}\r\n ';
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Hookline/1',
      'x-custom': 'a, b',
    };
    const result = await bench.send(receiver.url, { body, headers });

    expect(result).toMatchObject({
      kind: 'response',
      status: 200,
      body: 'tåk',
      address: '127.0.0.1',
      headers: { 'x-answer': 'yes', 'set-cookie': 'a=1, b=2' },
    });
    const [received] = receiver.requests;
    expect(received).toMatchObject({ method: 'POST', path: '/hook?a=b', headers });
    expect(received?.body).toEqual(Buffer.from(body));
    expect(received?.headers['content-length']).toBe(String(Buffer.byteLength(body)));
    expect(Object.keys(received?.headers ?? {}).sort()).toEqual([
      'connection',
      'content-length',
      'content-type',
      'host',
      'user-agent',
      'x-custom',
    ]);
  });

  it('asks with OPTIONS, too', async () => {
    const receiver = await receivers.http((response) => {
      response.writeHead(200, { 'WebHook-Allowed-Origin': '*' }).end();
    });
    const request = { method: 'OPTIONS', body: '', headers: { 'x-custom': 'a' } } as const;
    expect(await bench.send(receiver.url, request)).toMatchObject({
      kind: 'response',
      status: 200,
      headers: { 'webhook-allowed-origin': '*' },
    });
    const [received] = receiver.requests;
    expect(received).toMatchObject({ method: 'OPTIONS', headers: { 'x-custom': 'a' } });
    expect(received?.body).toHaveLength(0);
  });

  it('delivers a large body whole', async () => {
    const receiver = await receivers.http((response) => response.end());
    const body = JSON.stringify({ text: 'é'.repeat(130_000) });
    expect(await bench.send(receiver.url, { body })).toMatchObject({ status: 200, body: '' });
    expect(receiver.requests[0]?.body.equals(Buffer.from(body))).toBe(true);
  });

  it.each([204, 400, 404, 410, 429, 500, 503])(
    'answers status %i as a response',
    async (status) => {
      const receiver = await receivers.http((response) => {
        response.writeHead(status, { 'retry-after': '120' }).end();
      });
      expect(await bench.send(receiver.url)).toMatchObject({
        kind: 'response',
        status,
        headers: { 'retry-after': '120' },
        body: '',
      });
    },
  );

  it.each([301, 302, 303, 307, 308])('does not follow a %i', async (status) => {
    const receiver = await receivers.http((response) => {
      response.writeHead(status, { location: '/elsewhere' }).end();
    });
    expect(await bench.send(receiver.url)).toMatchObject({ kind: 'response', status });
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/hook?a=b']);
  });

  it('reads no more of a response than its limit, and counts it as a response', async () => {
    const closed = signal();
    const receiver = await receivers.http((response) => {
      response.once('close', () => closed.give());
      const more = () => {
        while (response.write('x'.repeat(1_000)));
      };
      response.on('drain', more);
      more();
    });
    const result = await bench.send(receiver.url, { maxResponseBytes: 5_000 });
    expect(result).toMatchObject({ kind: 'response', status: 200, body: 'x'.repeat(5_000) });
    await closed.promise;
  });

  it('reads a response of exactly the limit, and keeps the connection', async () => {
    const receiver = await receivers.http((response) => response.end('x'.repeat(5_000)));
    const transport = bench.transport();
    const request = requestTo(receiver.url, { maxResponseBytes: 5_000 });
    expect(await transport.send(request)).toMatchObject({ body: 'x'.repeat(5_000) });
    await transport.send(request);
    expect(receiver.connections).toBe(1);
  });

  it('does not decompress', async () => {
    const zipped = gzipSync('x'.repeat(1_000_000));
    const receiver = await receivers.http((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(zipped);
    });
    expect(await bench.send(receiver.url)).toMatchObject({
      headers: { 'content-encoding': 'gzip' },
      body: zipped.toString(),
    });
  });

  it('looks past early hints to the final status', async () => {
    const receiver = await receivers.raw((socket) => {
      socket.write(`HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n${okay}`);
    });
    const result = await bench.send(receiver.url);
    expect(result).toMatchObject({ kind: 'response', status: 200, body: 'ok' });
  });

  it('reads a response without a length until the connection ends', async () => {
    const receiver = await receivers.raw((socket) => {
      socket.end('HTTP/1.0 201 Created\r\n\r\nto the end');
    });
    const result = await bench.send(receiver.url);
    expect(result).toMatchObject({ kind: 'response', status: 201, body: 'to the end' });
  });
}
