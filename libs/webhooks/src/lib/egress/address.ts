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

/** Bits before the IPv4 address of a mapped one (RFC 4291). */
const MAPPED_BITS = 96;

/**
 * Where clouds keep the credentials of a machine: that of Azure has a public address, those of Alibaba,
 * AWS, Google, Oracle and Scaleway lie among private ones.
 */
const METADATA = blocksOf(
  '168.63.129.16/32',
  '169.254.169.254/32',
  '100.100.100.200/32',
  'fd00:ec2::/32',
  'fd20:ce::254/128',
  'fd00:c1::a9fe:a9fe/128',
  'fd00:42::42/128',
);

/** Global unicast. Everything outside it is special or not assigned. */
const GLOBAL_UNICAST: Cidr = [ipaddr.IPv6.parse('2000::'), 3];
/** NAT64's well-known prefix (RFC 6052): what is behind it is the IPv4 address in the last 32 bits. */
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
 * Classifies an IP address in text form. `public` is what neither of IANA's special-purpose
 * registries lists. A mapped address is judged by the IPv4 address that it spells. Other ways of
 * wrapping one are never public: NAT64 is what it embeds, or reserved; 6to4, Teredo and
 * IPv4-compatible addresses are reserved.
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
  const embedded = embeddedIpv4(address);
  if (embedded !== null) return inside(rangeOf(embedded));
  if (isInAny(address, METADATA)) return 'metadata';
  const range = RANGES[address.range()] ?? 'reserved';
  if (range === 'public' && !isGlobal(address)) return 'reserved';
  return range;
}

/** The IPv4 address that a NAT64 address leads to; `null` for any other address. */
export function embeddedIpv4(address: Ip): Ip | null {
  return contains(NAT64, address) ? ipaddr.fromByteArray(address.toByteArray().slice(12)) : null;
}

/** Whether an address lies in one of the blocks. */
export function isInAny(address: Ip, blocks: readonly Cidr[]): boolean {
  return blocks.some((block) => contains(block, address));
}

/** A block in CIDR notation, `null` when it is malformed; one of mapped addresses is the block that they spell. */
export function parseCidr(text: string): Cidr | null {
  const [address = '', bits = '', ...rest] = text.split('/');
  if (isIP(address) === 0 || address.includes('%') || rest.length > 0) return null;
  if (!/^\d{1,3}$/.test(bits) || !ipaddr.isValidCIDR(text)) return null;
  const [network, length] = [ipaddr.parse(withoutDots(address)), Number(bits)];
  const mapped = length < MAPPED_BITS ? null : mappedIpv4(network);
  return mapped === null ? [network, length] : [mapped, length - MAPPED_BITS];
}

/** Whether a block is one address. */
export function isOneAddress([network, bits]: Cidr): boolean {
  return bits === network.toByteArray().length * 8;
}

/** The blocks that are written well. */
export function blocksOf(...texts: string[]): Cidr[] {
  return texts.map(parseCidr).filter((block) => block !== null);
}

/** Whether two blocks share an address. */
export function overlap(a: Cidr, b: Cidr): boolean {
  return contains(a, b[0]) || contains(b, a[0]);
}

/**
 * An address from its text form; a mapped one (`::ffff:10.0.0.1`) becomes the IPv4 address that
 * packets would go to. `null` for what is not an address.
 */
export function parseAddress(text: string): Ip | null {
  // ipaddr.js alone would take forms like `127.1` or `0x7f000001`.
  if (isIP(text) === 0) return null;
  const address = ipaddr.parse(withoutDots(text));
  return mappedIpv4(address) ?? address;
}

function mappedIpv4(address: Ip): Ip | null {
  const isMapped = address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress();
  return isMapped ? address.toIPv4Address() : null;
}

/** ipaddr.js takes `::8.8.8.8` for a mapped address; the URL parser writes it in hexadecimal. */
function withoutDots(text: string): string {
  if (!text.includes(':') || !text.includes('.')) return text;
  return new URL(`http://[${text.replace(/%.*$/, '')}]`).hostname.slice(1, -1);
}

function contains([network, bits]: Cidr, address: Ip): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}

function inside(range: AddressRange): AddressRange {
  return range === 'public' ? 'reserved' : range;
}

function isGlobal(address: Ip): boolean {
  return address.kind() === 'ipv4' || contains(GLOBAL_UNICAST, address);
}
