import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';

/** An address as {@link parseAddress} makes it. */
export type Ip = ipaddr.IPv4 | ipaddr.IPv6;

/** What an address is, as far as sending to it matters. Only `public` is let through by itself. */
export type AddressRange =
  | 'public'
  | 'loopback'
  | 'private'
  | 'link_local'
  | 'shared'
  | 'metadata'
  | 'multicast'
  | 'unspecified'
  | 'reserved'
  | 'invalid';

/** A block of addresses, as {@link parseCidr} makes it. */
export type Cidr = readonly [network: Ip, bits: number];

/** Azure's metadata and wire server: the one such service with a public address. */
const METADATA_ADDRESSES = new Set(['168.63.129.16', '169.254.169.254', 'fd00:ec2::254']);

/** Global unicast. Everything outside it is special or not assigned. */
const GLOBAL_UNICAST: Cidr = [ipaddr.IPv6.parse('2000::'), 3];
/** NAT64: on a network without IPv4, DNS64 answers these for every receiver that only has IPv4. */
const NAT64: Cidr = [ipaddr.IPv6.parse('64:ff9b::'), 96];

/** Names of ipaddr.js whose meaning is worth telling; every other one is reserved in some way. */
const RANGES: Readonly<Record<string, AddressRange>> = {
  unicast: 'public',
  loopback: 'loopback',
  private: 'private',
  uniqueLocal: 'private',
  deprecatedSiteLocal: 'private',
  linkLocal: 'link_local',
  carrierGradeNat: 'shared',
  multicast: 'multicast',
  unspecified: 'unspecified',
};

/**
 * Classifies an IP address in text form. An IPv6 address that is only another spelling of an IPv4
 * address (mapped, NAT64) is judged by that one. 6to4, Teredo and IPv4-compatible addresses are
 * reserved, whatever they embed.
 *
 * @example
 * ```ts
 * classifyAddress('::ffff:10.0.0.1'); // 'private'
 * ```
 */
export function classifyAddress(text: string): AddressRange {
  const address = parseAddress(text);
  return address === null ? 'invalid' : rangeOf(address);
}

/** {@link classifyAddress} for an address that was parsed. */
export function rangeOf(address: Ip): AddressRange {
  if (METADATA_ADDRESSES.has(address.toString())) return 'metadata';
  const range = RANGES[address.range()] ?? 'reserved';
  if (range === 'public' && !isGlobal(address)) return 'reserved';
  return range;
}

/** Whether an address lies in one of the blocks. */
export function isInAny(address: Ip, blocks: readonly Cidr[]): boolean {
  return blocks.some((block) => contains(block, address));
}

/** A block in CIDR notation, `null` when it is malformed. */
export function parseCidr(text: string): Cidr | null {
  const [address = '', bits = '', ...rest] = text.split('/');
  if (isIP(address) === 0 || address.includes('%') || rest.length > 0) return null;
  if (!/^\d{1,3}$/.test(bits) || !ipaddr.isValidCIDR(text)) return null;
  return ipaddr.parseCIDR(text);
}

/** Whether two blocks share an address. */
export function overlap(a: Cidr, b: Cidr): boolean {
  return contains(a, b[0]) || contains(b, a[0]);
}

/**
 * The address that packets would go to: spellings of an IPv4 address in IPv6 are undone. `null` for
 * what is not an address.
 */
export function parseAddress(text: string): Ip | null {
  // ipaddr.js alone would take forms like `127.1` or `0x7f000001`.
  if (isIP(text) === 0) return null;
  const address = ipaddr.parse(withoutDots(text));
  if (!(address instanceof ipaddr.IPv6)) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  return contains(NAT64, address) ? ipaddr.fromByteArray(address.toByteArray().slice(12)) : address;
}

/** ipaddr.js takes `::8.8.8.8` for a mapped address; the URL parser writes it in hexadecimal. */
function withoutDots(text: string): string {
  if (!text.includes(':') || !text.includes('.')) return text;
  return new URL(`http://[${text.replace(/%.*$/, '')}]`).hostname.slice(1, -1);
}

function contains([network, bits]: Cidr, address: Ip): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}

function isGlobal(address: Ip): boolean {
  return address.kind() === 'ipv4' || contains(GLOBAL_UNICAST, address);
}
