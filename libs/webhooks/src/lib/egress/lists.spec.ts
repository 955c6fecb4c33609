import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { validateAllowList } from './allow-list';
import type { AddressResolver } from './address-resolver';
import { EgressGuard, type EgressGuardOptions } from './egress-guard';

/** Answers one address for every name. */
function leadsTo(address: string): AddressResolver {
  return (_hostname, _options, callback) => {
    callback(null, [{ address, family: address.includes(':') ? 6 : 4 }]);
  };
}

async function reasonFor(url: string, options: EgressGuardOptions): Promise<string | null> {
  const verdict = await new EgressGuard(options).vet(url);
  return verdict.allowed ? null : verdict.reason;
}

describe('egress.allow and egress.deny', () => {
  it.each<[url: string, address: string, options: EgressGuardOptions, reason: string | null]>([
    ['https://a.corp.example/', '10.1.2.3', {}, 'address'],
    ['https://a.corp.example/', '10.1.2.3', { allow: ['*.corp.example'] }, null],
    ['https://A.B.Corp.Example./', '10.1.2.3', { allow: ['*.corp.example'] }, null],
    ['https://corp.example/', '10.1.2.3', { allow: ['*.corp.example'] }, 'address'],
    [
      'https://notcorp.example/',
      '10.1.2.3',
      { allow: ['*.corp.example', 'corp.example'] },
      'address',
    ],
    ['https://a.corp.example.evil.example/', '10.1.2.3', { allow: ['*.corp.example'] }, 'address'],
    ['https://hooks.example/', 'fd00::1', { allow: ['hooks.example'] }, null],
    ['https://hooks.example/', '100.64.0.1', { allow: ['hooks.example'] }, null],
    ['https://bücher.example/', '10.1.2.3', { allow: ['bücher.example'] }, null],
    ['https://hooks.example/', '10.1.2.3', { allow: ['10.0.0.0/8'] }, null],
    ['https://hooks.example/', '8.8.8.8', { deny: ['8.8.8.0/24'] }, 'address'],
    ['https://hooks.example/', '8.8.8.8', { deny: ['hooks.example'] }, 'denied'],
    ['https://x.hooks.example./', '8.8.8.8', { deny: ['*.hooks.example'] }, 'denied'],
    ['https://8.8.8.8/', '8.8.8.8', { deny: ['8.8.8.0/24'] }, 'denied'],
    ['https://[::ffff:8.8.8.8]/', '8.8.8.8', { deny: ['8.8.8.0/24'] }, 'denied'],
    ['https://8.8.8.8/', '8.8.8.8', { deny: ['::ffff:8.8.8.0/120'] }, 'denied'],
    ['https://hooks.example/', '10.1.2.3', { allow: ['::ffff:10.0.0.0/104'] }, null],
    ['https://hooks.example/', '169.254.1.1', { allow: ['169.254.0.0/16'] }, null],
    ['https://hooks.example/', '169.254.169.254', { allow: ['169.254.0.0/16'] }, 'address'],
    ['https://hooks.example/', '100.100.100.200', { allow: ['100.64.0.0/10'] }, 'address'],
    ['https://hooks.example/', 'fd00:ec2::254', { allow: ['fd00::/8'] }, 'address'],
    ['https://hooks.example/', 'fd00:ec2::254', { allow: ['fd00:ec2::254/128'] }, null],
    [
      'https://hooks.example/',
      '10.1.2.3',
      { allow: ['10.0.0.0/8'], deny: ['10.1.0.0/16'] },
      'address',
    ],
    [
      'https://hooks.example/',
      '10.1.2.3',
      { allow: ['hooks.example'], deny: ['*.example'] },
      'denied',
    ],
  ])('SEC-E04 %s at %s with %j: %s', async (url, address, options, reason) => {
    expect(await reasonFor(url, { ...options, resolver: leadsTo(address) })).toBe(reason);
  });

  it.each([
    '127.0.0.1',
    '::1',
    '169.254.169.254',
    'fe80::1',
    '0.0.0.0',
    '168.63.129.16',
    '100.100.100.200',
    'fd00:ec2::23',
    'fd20:ce::254',
    '224.0.0.1',
  ])('SEC-E04 an allowed name never leads to %s', async (address) => {
    const options = { allow: ['hooks.example'], resolver: leadsTo(address) };
    expect(await reasonFor('https://hooks.example/', options)).toBe('address');
  });

  it('SEC-E04 an allowed translator is no leave to reach what is behind it', async () => {
    const url = (address: string) => `https://[64:ff9b::${address}]/`;
    const open = { allow: ['64:ff9b::/96'] };
    expect(await reasonFor(url('8.8.8.8'), {})).toBe('address');
    expect(await reasonFor(url('8.8.8.8'), open)).toBeNull();
    expect(await reasonFor(url('127.0.0.1'), open)).toBe('address');
    expect(await reasonFor(url('8.8.8.8'), { ...open, deny: ['8.8.8.8/32'] })).toBe('denied');
    expect(await reasonFor(url('10.0.0.1'), { allow: ['10.0.0.0/8'] })).toBe('address');
    expect(await reasonFor(url('10.0.0.1'), { allow: ['10.0.0.0/8', '64:ff9b::/96'] })).toBeNull();
  });

  it.each(['localhost', '*.localhost', 'API.localhost'])(
    'SEC-E05 %s opens no loopback',
    (entry) => {
      expect(() => new EgressGuard({ allow: [entry] })).toThrow(ConfigInvalidError);
      expect(() => new EgressGuard({ allow: [entry] })).toThrow(/name of this machine/);
    },
  );

  it.each([
    '',
    '*',
    '*.',
    '10.0.0.0',
    '10.0.0.0/33',
    'a b',
    'https://a.example',
    'a.example:443',
    'a..b',
    '-a.b',
    7,
    null,
  ])('refuses the entry %j in each list, naming the option', (entry) => {
    const entries = [entry as string];
    const proxy = { url: 'http://proxy.example' };
    const failing: [string, () => EgressGuard][] = [
      ['egress.allow', () => new EgressGuard({ allow: entries })],
      ['egress.deny', () => new EgressGuard({ deny: entries })],
      ['egress.proxy.bypass', () => new EgressGuard({ proxy: { ...proxy, bypass: entries } })],
    ];
    for (const [option, create] of failing) {
      expect(create).toThrow(ConfigInvalidError);
      expect(create).toThrow(`Option \`${option}\``);
    }
  });
});

describe('egress.ports and egress.allowInsecure', () => {
  it.each<[string, EgressGuardOptions, string | null]>([
    ['https://a.example/', { ports: [443] }, null],
    ['https://a.example:443/', { ports: [443] }, null],
    ['https://a.example:8443/', { ports: [443] }, 'port'],
    ['https://a.example:8443/', { ports: [443, 8443] }, null],
    ['https://a.example:22/', {}, null],
    ['http://a.example/', {}, 'insecure'],
    ['http://a.example/', { allowInsecure: true }, null],
    ['http://a.example/', { allowInsecure: true, ports: [443] }, 'port'],
    ['http://a.example/', { allowInsecure: true, ports: [443, 80] }, null],
    ['HTTP://a.example/', {}, 'insecure'],
    ['ws://a.example/', { allowInsecure: true }, 'scheme'],
  ])('SEC-E06 %s with %j: %s', async (url, options, reason) => {
    expect(await reasonFor(url, { ...options, resolver: leadsTo('8.8.8.8') })).toBe(reason);
  });

  it.each([0, 65_536, 1.5, Number.NaN, '443'])('refuses the port %p, naming the option', (port) => {
    expect(() => new EgressGuard({ ports: [port as number] })).toThrow(/egress\.ports/);
  });

  it.each(['name.example', '1.2.3.4:x', ''])('refuses the name server %j', (server) => {
    expect(() => new EgressGuard({ dnsServers: [server] })).toThrow(/egress\.dnsServers/);
  });

  it.each(['proxy:3128', 'https://proxy.example', 'http://us%er@proxy.example', ''])(
    'refuses the proxy %j',
    (url) => {
      expect(() => new EgressGuard({ proxy: { url } })).toThrow(/egress\.proxy\.url/);
    },
  );
});

describe('production', () => {
  it.each([
    '127.0.0.0/8',
    '127.0.0.1/32',
    '::1/128',
    '0.0.0.0/0',
    '::/0',
    '::ffff:127.0.0.0/104',
    '::ffff:0:0/96',
    // What is sent there arrives at loopback.
    '0.0.0.0/32',
    '0.0.0.0/8',
    '::/128',
  ])('SEC-E05 refuses %s', (block) => {
    expect(() => validateAllowList([block], true)).toThrow(ConfigInvalidError);
    expect(() => validateAllowList([block], true)).toThrow(/covers loopback, which production/);
    expect(validateAllowList([block], false).blocks).toHaveLength(1);
  });
});
