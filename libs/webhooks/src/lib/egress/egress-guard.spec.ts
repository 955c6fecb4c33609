import { once } from 'node:events';
import { type LookupAddress } from 'node:dns';
import { connect, createServer, type AddressInfo } from 'node:net';
import { BlockedAddressError } from './blocked-address.error';
import type { AddressResolver } from './address-resolver';
import { EgressGuard } from './egress-guard';

/** A resolver that answers so for every name. */
function answers(...addresses: string[]): AddressResolver {
  return (_hostname, _options, callback) => {
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

function lookup(guard: EgressGuard, hostname: string, all: boolean) {
  return new Promise<{ error: Error | null; address: string | LookupAddress[]; family?: number }>(
    (resolve) => {
      guard.lookup(hostname, { all }, (error, address, family) => {
        resolve({ error, address, ...(family === undefined ? {} : { family }) });
      });
    },
  );
}

describe('EgressGuard.vetUrl', () => {
  const guard = new EgressGuard();
  const reasonFor = (url: string) => {
    const verdict = guard.vetUrl(url);
    return verdict.allowed ? null : verdict.reason;
  };

  it.each([
    'https://example.com',
    'https://example.com:8080/hook?a=b#c',
    'https://8.8.8.8/hook',
    'https://[2606:4700:4700::1111]/hook',
    'https://xn--bcher-kva.example/',
  ])('lets %s through', (url) => {
    expect(reasonFor(url)).toBeNull();
  });

  it.each([
    'http://127.0.0.1/',
    'http://127.0.0.1./',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://%31%32%37.0.0.1/',
    'http://127。0。0。1/',
    'http://0/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a9fe:a9fe]/latest/meta-data',
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.1:8080/',
    'http://localhost:3000/',
    'http://LOCALHOST./',
    'http://api.localhost/',
  ])('refuses the address of %s', (url) => {
    expect(reasonFor(url)).toBe('address');
  });

  it.each([
    ['ftp://example.com/', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['data:text/plain,x', 'scheme'],
    ['https://user:pass@example.com/', 'credentials'],
    ['https://user@example.com/', 'credentials'],
    ['https://example.com/a\nb', 'control_characters'],
    ['https://example.com/a\u0000', 'control_characters'],
    ['https://exam\tple.com/', 'control_characters'],
    [' https://example.com/', 'control_characters'],
    [`https://example.com/${'a'.repeat(2_029)}`, 'too_long'],
    ['example.com/hook', 'malformed'],
    ['/hook', 'malformed'],
    ['', 'malformed'],
    ['https://', 'malformed'],
    ['https://example.com:99999/', 'malformed'],
    ['https://1.2.3.4.5/', 'malformed'],
  ])('SEC-E12 refuses %j: %s', (url, reason) => {
    expect(reasonFor(url)).toBe(reason);
  });

  it('takes names in other scripts, however often it was asked', () => {
    const reasons = new Set<string | null>();
    // By then the runtime has made machine code of the parser, which may have faults of its own.
    for (let asked = 0; asked < 20_000; asked += 1)
      reasons.add(reasonFor(`https://bücher.example/${asked}`));
    expect([...reasons]).toEqual([null]);
  });

  it('reads a URL that is allowed once, and judges one that is refused each time', () => {
    const url = 'https://example.com/read-once';
    expect(guard.vetUrl(url)).toBe(guard.vetUrl(url));
    expect([reasonFor('https://10.0.0.1/'), reasonFor('https://10.0.0.1/')]).toEqual([
      'address',
      'address',
    ]);
  });

  it('takes exactly 2048 characters', () => {
    expect(reasonFor(`https://example.com/${'a'.repeat(2_028)}`)).toBeNull();
  });

  it('SEC-E12 never tells path, query or credentials in its message', () => {
    for (const url of ['http://10.0.0.1/hunter2?hunter2', 'https://hunter2:hunter2@example.com/']) {
      expect(JSON.stringify(guard.vetUrl(url))).not.toContain('hunter2');
    }
  });

  it('lets through what is allowed by CIDR, in each spelling', () => {
    const open = new EgressGuard({ allow: ['127.0.0.0/8'], allowInsecure: true });
    for (const url of ['http://127.0.0.1/', 'http://localhost/', 'http://[::ffff:127.0.0.1]/']) {
      expect(open.vetUrl(url).allowed).toBe(true);
    }
    expect(open.vetUrl('http://[::1]/').allowed).toBe(false);
    expect(open.vetUrl('http://10.0.0.1/').allowed).toBe(false);
  });
});

describe('EgressGuard.resolve', () => {
  it('answers every address of a public name', async () => {
    const guard = new EgressGuard({ resolver: answers('8.8.8.8', '2606:4700::1') });
    expect(await guard.resolve('example.com')).toEqual({
      kind: 'resolved',
      addresses: [
        { address: '8.8.8.8', family: 4 },
        { address: '2606:4700::1', family: 6 },
      ],
    });
  });

  it('refuses a name when one of its addresses is inside', async () => {
    const guard = new EgressGuard({ resolver: answers('8.8.8.8', '10.0.0.1') });
    expect(await guard.resolve('example.com')).toEqual({
      kind: 'refused',
      code: 'blocked_address',
      message: 'example.com resolves to a private address, which webhooks may not be sent to.',
    });
  });

  it('refuses a name that the machine knows as loopback', async () => {
    expect(await new EgressGuard().resolve('localhost')).toMatchObject({ code: 'blocked_address' });
  });

  it('answers a failed lookup as a value', async () => {
    expect(await new EgressGuard().resolve('nothing.invalid')).toMatchObject({
      kind: 'refused',
      code: 'dns',
    });
    expect(await new EgressGuard({ resolver: answers() }).resolve('x.example')).toMatchObject({
      code: 'dns',
    });
  });
});

describe('EgressGuard.lookup', () => {
  it('answers one address or all, as it is asked', async () => {
    const guard = new EgressGuard({ resolver: answers('8.8.8.8', '1.1.1.1') });
    expect(await lookup(guard, 'example.com', false)).toEqual({
      error: null,
      address: '8.8.8.8',
      family: 4,
    });
    expect((await lookup(guard, 'example.com', true)).address).toHaveLength(2);
  });

  it('fails with a typed error, so that no connection is tried', async () => {
    const guard = new EgressGuard({ resolver: answers('127.0.0.1') });
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    let connections = 0;
    server.on('connection', () => (connections += 1));

    const socket = connect({ host: 'inside.example', port, lookup: guard.lookup });
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error).toBeInstanceOf(BlockedAddressError);
    expect(connections).toBe(0);
    server.close();
    await once(server, 'close');
  });

  it('connects to the addresses it vetted, without a second lookup', async () => {
    let lookups = 0;
    const guard = new EgressGuard({
      allow: ['127.0.0.0/8'],
      resolver: (hostname, options, callback) => {
        lookups += 1;
        // The second answer of a rebinding name server.
        answers(lookups === 1 ? '127.0.0.1' : '10.0.0.1')(hostname, options, callback);
      },
    });
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const socket = connect({ host: 'rebinding.example', port, lookup: guard.lookup });
    await once(socket, 'connect');
    expect(socket.remoteAddress).toBe('127.0.0.1');
    expect(lookups).toBe(1);
    socket.destroy();
    server.close();
    await once(server, 'close');
  });
});
