import ipaddr from 'ipaddr.js';
import { classifyAddress } from './address';
import { EgressGuard } from './egress-guard';

/**
 * Both registries of IANA, whole, as of November 2026, and what is multicast or was once special:
 * https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry.
 */
const SPECIAL_PURPOSE = [
  ['0.0.0.0/8', 'this network'],
  ['0.0.0.0/32', 'this host on this network'],
  ['10.0.0.0/8', 'private use'],
  ['100.64.0.0/10', 'shared address space'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link local'],
  ['172.16.0.0/12', 'private use'],
  ['192.0.0.0/24', 'IETF protocol assignments'],
  ['192.0.0.0/29', 'IPv4 service continuity'],
  ['192.0.0.8/32', 'IPv4 dummy address'],
  ['192.0.0.9/32', 'port control protocol anycast'],
  ['192.0.0.10/32', 'TURN anycast'],
  ['192.0.0.170/32', 'NAT64/DNS64 discovery'],
  ['192.0.0.171/32', 'NAT64/DNS64 discovery'],
  ['192.0.2.0/24', 'documentation'],
  ['192.31.196.0/24', 'AS112'],
  ['192.52.193.0/24', 'AMT'],
  ['192.88.99.0/24', '6to4 relay anycast, deprecated'],
  ['192.168.0.0/16', 'private use'],
  ['192.175.48.0/24', 'direct delegation AS112'],
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
  ['255.255.255.255/32', 'limited broadcast'],
  ['::/128', 'unspecified'],
  ['::1/128', 'loopback'],
  ['64:ff9b::/96', 'translation'],
  ['64:ff9b:1::/48', 'translation'],
  ['100::/64', 'discard only'],
  ['100:0:0:1::/64', 'dummy prefix'],
  ['2001::/23', 'IETF protocol assignments'],
  ['2001::/32', 'Teredo'],
  ['2001:1::1/128', 'port control protocol anycast'],
  ['2001:1::2/128', 'TURN anycast'],
  ['2001:1::3/128', 'DNS-SD SRP anycast'],
  ['2001:2::/48', 'benchmarking'],
  ['2001:3::/32', 'AMT'],
  ['2001:4:112::/48', 'AS112'],
  ['2001:10::/28', 'ORCHID, deprecated'],
  ['2001:20::/28', 'ORCHID'],
  ['2001:30::/28', 'drone remote ids'],
  ['2001:db8::/32', 'documentation'],
  ['2002::/16', '6to4'],
  ['2620:4f:8000::/48', 'direct delegation AS112'],
  ['3fff::/20', 'documentation'],
  ['5f00::/16', 'segment routing'],
  ['fc00::/7', 'unique local'],
  ['fe80::/10', 'link local'],
  ['fec0::/10', 'site local, deprecated'],
  ['ff00::/8', 'multicast'],
] as const;

/** First, last and a middle address of a block. */
function samplesOf(cidr: string): string[] {
  const [network, bits] = ipaddr.parseCIDR(cidr);
  const first = network.toByteArray();
  const hostBits = (index: number): number => 0xff >> Math.min(8, Math.max(0, bits - index * 8));
  const filled = (fill: number): string =>
    ipaddr.fromByteArray(first.map((byte, index) => byte | (hostBits(index) & fill))).toString();
  return [...new Set([filled(0), filled(0x5a), filled(0xff)])];
}

describe('the special-purpose registries', () => {
  it.each(SPECIAL_PURPOSE)('SEC-E03 %s is refused: %s', async (cidr) => {
    const guard = new EgressGuard({ allowInsecure: true });
    for (const address of samplesOf(cidr)) {
      expect([address, classifyAddress(address)]).not.toEqual([address, 'public']);
      const host = address.includes(':') ? `[${address}]` : address;
      expect(guard.vetUrl(`https://${host}/`)).toMatchObject({ reason: 'address' });
      expect(await guard.resolve(address)).toMatchObject({ code: 'blocked_address' });
    }
  });

  it.each([
    '1.0.0.1',
    '8.8.8.8',
    '172.32.0.1',
    '192.0.1.1',
    '223.255.255.254',
    '2a00::1',
    '2606:4700::1111',
  ])('SEC-E03 %s is let through', (address) => {
    expect(classifyAddress(address)).toBe('public');
  });
});
