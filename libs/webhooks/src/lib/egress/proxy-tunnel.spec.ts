import { eventually } from '../../testing/eventually';
import { requestTo } from '../sending/testing/contract-bench';
import { Receivers } from '../sending/testing/receivers';
import { selfSigned } from '../sending/testing/self-signed';
import type { WebhookTransport } from '../sending/transport';
import { EgressGuard, type EgressGuardOptions } from './egress-guard';
import { ConnectProxy } from './testing/connect-proxy';
import { NameServer } from './testing/name-server';
import { TRANSPORTS } from './testing/transports';

describe.each(TRANSPORTS)('egress.proxy, with %s', (_name, create) => {
  const receivers = new Receivers();
  const transports: WebhookTransport[] = [];
  let proxy: ConnectProxy;
  let nameServer: NameServer;

  beforeEach(async () => {
    proxy = await new ConnectProxy().start();
    nameServer = await new NameServer().start();
    nameServer.set('receiver.example', ['127.0.0.1']);
  });
  afterEach(async () => {
    await receivers.stop();
    await Promise.all(transports.splice(0).map((transport) => transport.close()));
    await proxy.stop();
    await nameServer.stop();
  });

  function through(options: EgressGuardOptions = {}): WebhookTransport {
    const guard = new EgressGuard({
      allow: ['127.0.0.0/8'],
      allowInsecure: true,
      dnsServers: [nameServer.address],
      proxy: { url: proxy.url },
      ...options,
    });
    const transport = create({ guard, ca: selfSigned.cert });
    transports.push(transport);
    return transport;
  }

  it.each(['http', 'https'] as const)(
    'SEC-E10 asks the proxy for the vetted address, never for a name (%s)',
    async (scheme) => {
      const receiver = await receivers[scheme]((response) => response.end('ok'));
      const transport = through();
      const url = `${scheme}://receiver.example:${receiver.port}/hook`;
      for (let sent = 0; sent < 3; sent += 1) {
        const result = await transport.send(requestTo(url));
        expect(result).toMatchObject({ status: 200, body: 'ok', address: '127.0.0.1' });
      }
      // One connection was made, and kept.
      expect(proxy.asked).toEqual([`127.0.0.1:${receiver.port}`]);
      expect(receiver.requests.map(({ headers }) => headers.host)).toEqual(
        Array.from({ length: 3 }, () => `receiver.example:${receiver.port}`),
      );
    },
  );

  it('SEC-E10 checks the certificate for the name of the URL', async () => {
    nameServer.set('other.example', ['127.0.0.1']);
    const receiver = await receivers.https((response) => response.end());
    const result = await through().send(requestTo(`https://other.example:${receiver.port}/`));
    expect(result).toMatchObject({ code: 'tls' });
    expect(receiver.requests).toHaveLength(0);
  });

  it.each(['http://10.0.0.1/', 'https://inside.example/', 'http://both.example/'])(
    'SEC-E10 asks the proxy nothing for %s',
    async (url) => {
      nameServer.set('inside.example', ['10.0.0.1']);
      nameServer.set('both.example', ['127.0.0.1', '10.0.0.1']);
      const result = await through().send(requestTo(url));
      expect(result).toMatchObject({ code: 'blocked_address', address: null });
      expect(proxy.asked).toEqual([]);
      expect(proxy.open).toBe(0);
    },
  );

  it.each([
    ['a name', ['*.example']],
    ['a block', ['127.0.0.0/8']],
  ])('goes past the proxy by %s of the bypass list', async (_how, bypass) => {
    for (const scheme of ['http', 'https'] as const) {
      const receiver = await receivers[scheme]((response) => response.end());
      const transport = through({ proxy: { url: proxy.url, bypass } });
      const url = `${scheme}://receiver.example:${receiver.port}/`;
      expect(await transport.send(requestTo(url))).toMatchObject({ status: 200 });
    }
    nameServer.set('inside.example', ['10.0.0.1']);
    const inside = await through({ proxy: { url: proxy.url, bypass } }).send(
      requestTo('http://inside.example/'),
    );
    expect(inside).toMatchObject({ code: 'blocked_address' });
    expect(proxy.asked).toEqual([]);
  });

  it('shows the proxy its user name and password, and nobody else', async () => {
    const receiver = await receivers.http((response) => response.end());
    const url = proxy.url.replace('//', '//us%20er:p%40ss@');
    const transport = through({ proxy: { url } });
    expect(await transport.send(requestTo(receiver.url))).toMatchObject({ status: 200 });
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('us er:p@ss').toString('base64')}`]);
    expect(receiver.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  it.each([403, 407, 502])('answers a proxy that refuses with %i as a failure', async (status) => {
    proxy.treat = () => status;
    const receiver = await receivers.http((response) => response.end());
    expect(await through().send(requestTo(receiver.url))).toMatchObject({
      code: 'connection_failed',
      message: expect.stringContaining(`(PROXY_${status})`) as string,
      address: null,
    });
    expect(receiver.connections).toBe(0);
  });

  it('tries the next vetted address when the proxy can’t reach one', async () => {
    proxy.treat = (authority) => (authority.startsWith('127.0.0.2') ? 502 : 'connect');
    nameServer.set('two.example', ['127.0.0.2', '127.0.0.1']);
    const receiver = await receivers.http((response) => response.end());
    const result = await through().send(requestTo(`http://two.example:${receiver.port}/`));
    expect(result).toMatchObject({ status: 200, address: '127.0.0.1' });
    expect(proxy.asked.map((authority) => authority.split(':')[0])).toEqual([
      '127.0.0.2',
      '127.0.0.1',
    ]);
  });

  it('answers a proxy that is not there as a failure', async () => {
    const gone = await new ConnectProxy().start();
    const { url } = gone;
    await gone.stop();
    const transport = through({ proxy: { url } });
    expect(await transport.send(requestTo('http://127.0.0.1:9/'))).toMatchObject({
      code: 'connection_failed',
      message: expect.stringContaining('(PROXY_ECONNREFUSED)') as string,
    });
  });

  it('holds the deadline when the proxy never answers', async () => {
    proxy.treat = () => 'hang';
    const result = await through().send(requestTo('http://127.0.0.1:9/', { timeoutMs: 3_000 }));
    expect(result).toMatchObject({ code: 'timeout', address: null });
    expect(proxy.asked).toEqual(['127.0.0.1:9']);
  });

  it('connects anew through the proxy when a kept connection died', async () => {
    const okay = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
    let requests = 0;
    const receiver = await receivers.raw((socket) => {
      requests += 1;
      if (requests === 2) socket.end();
      else socket.write(okay);
    });
    const transport = through();
    expect(await transport.send(requestTo(receiver.url))).toMatchObject({ status: 200 });
    expect(await transport.send(requestTo(receiver.url))).toMatchObject({ status: 200 });
    expect(proxy.asked).toHaveLength(2);
  });

  it('leaves nothing open when it is closed', async () => {
    const receiver = await receivers.http((response) => response.end());
    const transport = through();
    await transport.send(requestTo(receiver.url));
    expect(proxy.open).toBe(1);
    await transport.close();
    expect(await eventually(() => Promise.resolve(proxy.open === 0))).toBe(true);
  });
});
