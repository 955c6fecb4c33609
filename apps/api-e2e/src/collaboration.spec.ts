import type { WebhooksTestingApp } from '@hookline/testing';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { DocumentClient } from './testing/document-client';
import { callerOf, host } from './testing/host';
import { answersOf } from './testing/raw-answers';
import { untilReady } from './testing/ready';
import { token } from './testing/token';

/** Text as the protocol writes it: its length, and its bytes. Short ones only. */
const text = (value: string): Buffer => Buffer.from([value.length, ...Buffer.from(value)]);
/** A first message, whose token has any length. */
function firstMessage(documentName: string, bearer: string): Buffer {
  const length = Buffer.byteLength(bearer);
  const prefix = Buffer.from([2, 0, (length & 127) | 128, length >> 7]);
  return Buffer.concat([text(documentName), prefix, Buffer.from(bearer)]);
}

describe('The WebSocket of the host', () => {
  let app: WebhooksTestingApp;
  let good: DocumentClient;

  beforeAll(async () => {
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    app = await host().start();
    good = await new DocumentClient(app.url, 'good', token()).synced();
  });

  afterAll(async () => {
    good.close();
    await app.close();
    jest.restoreAllMocks();
  });

  const socketUrl = (): string => `${app.url.replace('http', 'ws')}/collaboration`;

  async function raw(): Promise<WebSocket> {
    const socket = new WebSocket(socketUrl());
    socket.on('error', () => undefined);
    await once(socket, 'open');
    return socket;
  }

  const closeOf = async (socket: WebSocket): Promise<number> => {
    const [code] = (await once(socket, 'close')) as [number];
    return code;
  };

  const admitted = async (name: string): Promise<WebSocket> => {
    const socket = await raw();
    const answered = once(socket, 'message');
    socket.send(firstMessage(name, token()));
    await answered;
    return socket;
  };

  /** What a hostile client sends once it is connected, and what it is closed with. */
  const attacks: [what: string, code: number, attack: () => Promise<WebSocket>][] = [
    ['noise', 1007, async () => sending(await raw(), Buffer.alloc(100, 255))],
    ['text', 1007, async () => sending(await raw(), 'hello')],
    ['an empty message', 1007, async () => sending(await raw(), Buffer.alloc(0))],
    ['a message of 2 MiB', 1009, async () => sending(await raw(), Buffer.alloc(2 * 1024 * 1024))],
    ['a token of 64 KiB', 1007, async () => sending(await raw(), Buffer.alloc(64 * 1024, 1))],
    [
      'a token that is none',
      4401,
      async () => sending(await raw(), firstMessage('doc', 'x'.repeat(200))),
    ],
    [
      'noise once it is in',
      1007,
      async () => sending(await admitted('in'), Buffer.from([200, 200, 200, 200])),
    ],
    [
      'a flood for documents that it has not opened',
      1008,
      async () => {
        const socket = await admitted('flood');
        const message = Buffer.concat([text('other'), Buffer.alloc(300_000)]);
        for (let time = 0; time < 4; time += 1) socket.send(message);
        return socket;
      },
    ],
    [
      'the names of a hundred documents',
      1008,
      async () => {
        const socket = await admitted('many');
        for (let number = 0; number < 100; number += 1) {
          socket.send(Buffer.concat([text(`doc-${number}`), Buffer.from([0, 0, 0])]));
        }
        return socket;
      },
    ],
    [
      'more messages than anybody types',
      1013,
      async () => {
        const socket = await admitted('typed');
        for (let time = 0; time < 1_000; time += 1) {
          socket.send(Buffer.concat([text('typed'), Buffer.from([3])]));
        }
        return socket;
      },
    ],
  ];

  function sending(socket: WebSocket, data: Buffer | string): WebSocket {
    socket.send(data);
    return socket;
  }

  it.each(attacks)('closes a client that sends %s', async (_, code, attack) => {
    const socket = await attack();
    expect(await closeOf(socket)).toBe(code);
    await stillServes();
  });

  /** Asks for a document's content, and resolves with the answer. */
  async function asked(socket: WebSocket, name: string): Promise<void> {
    const answered = new Promise<void>((resolve, reject) => {
      socket.on('message', (data: Buffer) => {
        // Sync, and of that the second step.
        if (data.subarray(name.length + 1, name.length + 3).equals(Buffer.from([0, 1]))) resolve();
      });
      socket.once('close', (code) => reject(new Error(`closed with ${code}`)));
    });
    socket.send(Buffer.concat([text(name), Buffer.from([0, 0, 1, 0])]));
    await answered;
  }

  /** A message that changes nothing, as those of cursors, of 600,000 bytes. */
  function idle(name: string): Buffer {
    const length = Buffer.from([0xc0, 0xcf, 0x24]);
    return Buffer.concat([text(name), Buffer.from([5]), length, Buffer.alloc(600_000, 'x')]);
  }

  it('gives back what it held while a token was checked', async () => {
    const socket = await raw();
    socket.send(firstMessage('eager', token()));
    socket.send(idle('eager'));
    await expect(asked(socket, 'eager')).resolves.toBeUndefined();
    socket.send(Buffer.concat([text('another'), Buffer.alloc(600_000)]));
    await expect(asked(socket, 'eager')).resolves.toBeUndefined();
    socket.terminate();
  });

  it('does not count messages that change nothing for the size of a document', async () => {
    const socket = await admitted('watched');
    await asked(socket, 'watched');
    for (let time = 0; time < 20; time += 1) socket.send(idle('watched'));
    await expect(asked(socket, 'watched')).resolves.toBeUndefined();
    socket.terminate();
  });

  it('counts the messages of two tenants apart, whose people have the same name', async () => {
    const claims = { sub: 'namesake' };
    const rival = token({ tenant: 'rival', claims });
    const calm = await new DocumentClient(app.url, 'ours', token({ claims })).synced();
    const flooding = await raw();
    const answered = once(flooding, 'message');
    flooding.send(firstMessage('theirs', rival));
    await answered;
    const closed = closeOf(flooding);
    for (let time = 0; time < 1_000; time += 1) {
      flooding.send(Buffer.concat([text('theirs'), Buffer.from([3])]));
    }
    expect(await closed).toBe(1013);
    calm.write('!');
    await calm.synced();
    expect(calm.closeCodes).toEqual([]);
    calm.close();
  });

  const stillServes = async (): Promise<void> => {
    const before = good.text.length;
    good.write('.');
    await good.synced();
    expect(good.text.length).toBe(before + 1);
    await untilReady(app);
  };

  it('survives frames that are none, and connections that end in the middle', async () => {
    const { port } = new URL(app.url);
    const upgrade = [
      'GET /collaboration HTTP/1.1',
      'Host: localhost',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      '\r\n',
    ].join('\r\n');
    for (const frame of [[0xff, 0xff, 0, 1, 2, 3], [0x82, 0x05, 1], [0x88, 0xff], [0x09]]) {
      const stream = connect(Number(port), '127.0.0.1');
      stream.on('error', () => undefined);
      stream.write(upgrade);
      await once(stream, 'data');
      stream.write(Buffer.from(frame));
      stream.end();
      stream.resume();
      await once(stream, 'close');
    }
    await stillServes();
  });

  it('answers requests that ask for another upgrade as if they had not', async () => {
    const stream = connect(Number(new URL(app.url).port), '127.0.0.1');
    const answers = answersOf(stream);
    const nextAnswer = async (): Promise<string> => String((await answers.next()).value);
    const head = (line: string, ...headers: string[]): string =>
      [`${line} HTTP/1.1`, 'Host: localhost', ...headers, '\r\n'].join('\r\n');
    const upgrade = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAAA'];
    const caller = `Authorization: Bearer ${token()}`;
    const body = JSON.stringify({ name: 'h2c' });
    const json = [caller, 'Content-Type: application/json', `Content-Length: ${body.length}`];

    stream.write(head('GET /api/projects', caller, ...upgrade));
    expect(await nextAnswer()).toContain('HTTP/1.1 200');
    // Its body begins with its headers, and ends later.
    stream.write(head('POST /api/projects', ...json, ...upgrade) + body.slice(0, 5));
    await setImmediate();
    stream.write(body.slice(5));
    expect(await nextAnswer()).toContain('"name":"h2c"');
    // Only a GET can become a WebSocket.
    const webSocket = ['Connection: Upgrade', 'Upgrade: websocket'];
    stream.write(head('POST /api/projects', ...json, ...webSocket) + body);
    expect(await nextAnswer()).toContain('HTTP/1.1 201');
    stream.write(head('GET /api/projects'));
    expect(await nextAnswer()).toContain('HTTP/1.1 401');
    stream.destroy();
    await stillServes();
  });

  it('opens no WebSocket anywhere else', async () => {
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/api/projects`);
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toContain('404');
  });

  it('takes no more strangers than it has room for, and good clients afterwards', async () => {
    const opened: WebSocket[] = [];
    let refused = 0;
    await Promise.all(
      Array.from({ length: 520 }, async () => {
        const socket = new WebSocket(socketUrl());
        opened.push(socket);
        socket.on('error', () => undefined);
        await new Promise<void>((resolve) => {
          socket.once('open', () => resolve());
          socket.once('error', ({ message }) => {
            if (message.includes('503')) refused += 1;
            resolve();
          });
        });
      }),
    );
    expect(refused).toBeGreaterThanOrEqual(20);
    await stillServes();
    await Promise.all(
      opened.map(async (socket) => {
        if (socket.readyState === WebSocket.CLOSED) return;
        const closed = once(socket, 'close');
        socket.terminate();
        await closed;
      }),
    );
    const late = await new DocumentClient(app.url, 'late', token()).synced();
    late.close();
  });

  it('stores what is open when it stops, and keeps what two processes wrote', async () => {
    // `@Transactional()` is of the application that started last: it is the one that goes on.
    const other = await host().beside(app).start();
    const here = await new DocumentClient(other.url, 'shared', token()).synced();
    const there = await new DocumentClient(app.url, 'shared', token()).synced();
    here.write('here');
    there.write('there');
    await Promise.all([here.synced(), there.synced()]);
    good.close();
    const goingAway = there.until(() => there.closeCodes.includes(1001));
    await app.nest.close();
    await goingAway;
    there.close();
    here.close();
    const content = async (): Promise<string> => {
      const reader = await new DocumentClient(other.url, 'shared', token()).synced();
      const found = reader.text.toJSON();
      reader.close();
      return found;
    };
    let found = await content();
    while (found.length < 9) found = await content();
    expect(['herethere', 'therehere']).toContain(found);
    await callerOf(other).delete('/api/documents/shared').expect(204);
    await other.close();
  });
});
