import { networkInterfaces } from 'node:os';

/** A host as a URL writes it, and what kind of spelling that is. */
export interface Spelling {
  form: string;
  host: string;
}

const TARGETS = ['127.0.0.1', '127.1.2.3', '10.0.0.1', '192.168.0.1', '169.254.169.254', '0.0.0.0'];

type Octets = readonly [number, number, number, number];

/** Every way we know to write an IPv4 address in a URL, by name. */
const FORMS: Readonly<Record<string, (octets: Octets) => string>> = {
  dotted: dotted,
  'a dot at the end': (octets) => `${dotted(octets)}.`,
  'one decimal number': (octets) => String(numberOf(octets)),
  'one hexadecimal number': (octets) => `0x${numberOf(octets).toString(16)}`,
  'one octal number': (octets) => `0${numberOf(octets).toString(8)}`,
  'hexadecimal parts': (octets) => octets.map((octet) => `0x${octet.toString(16)}`).join('.'),
  'upper case hexadecimal': (octets) => octets.map((octet) => `0X${hex(octet, 2)}`).join('.'),
  'octal parts': (octets) => octets.map((octet) => `0${octet.toString(8)}`).join('.'),
  'octal parts with zeros': (octets) =>
    octets.map((each) => each.toString(8).padStart(6, '0')).join('.'),
  'two parts': ([a, b, c, d]) => `${a}.${b * 65_536 + c * 256 + d}`,
  'three parts': ([a, b, c, d]) => `${a}.${b}.${c * 256 + d}`,
  'mixed bases': ([a, b, c, d]) => `0x${a.toString(16)}.0${b.toString(8)}.${c * 256 + d}`,
  'full-width digits': (octets) => dotted(octets).replace(/\d/g, (digit) => wide(digit, 0xff10)),
  'circled digits': (octets) => dotted(octets).replace(/\d/g, circled),
  'ideographic dots': (octets) => octets.join('。'),
  'full-width dots': (octets) => octets.join('．'),
  'percent-encoded': (octets) => dotted(octets).replace(/\d/g, (digit) => `%3${digit}`),
  'soft hyphens': (octets) => octets.join('\u00ad.'),
  mapped: (octets) => `[::ffff:${dotted(octets)}]`,
  'mapped in hexadecimal': (octets) => `[::ffff:${groups(octets)}]`,
  'mapped at full length': (octets) => `[0000:0000:0000:0000:0000:FFFF:${groups(octets)}]`,
  compatible: (octets) => `[::${dotted(octets)}]`,
  translated: (octets) => `[::ffff:0:${groups(octets)}]`,
  NAT64: (octets) => `[64:ff9b::${dotted(octets)}]`,
  'NAT64 of a local prefix': (octets) => `[64:ff9b:1::${groups(octets)}]`,
  '6to4': (octets) => `[2002:${groups(octets)}::1]`,
  'Teredo server': (octets) => `[2001:0:${groups(octets)}::1]`,
  'Teredo client': (octets) =>
    `[2001::${groups(octets.map((each) => each ^ 255) as unknown as Octets)}]`,
  ISATAP: (octets) => `[fe80::5efe:${dotted(octets)}]`,
};

const NAMES = [
  'localhost',
  'LOCALHOST',
  'localhost.',
  'LocalHost.',
  'api.localhost',
  'a.b.localhost.',
  'ｌｏｃａｌｈｏｓｔ',
  'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
  'loc%61lhost',
  'local\u00adhost',
];

const IPV6 = [
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[0000:0000:0000:0000:0000:0000:0000:0001]',
  '[::0001]',
  '[0::1]',
  '[fe80::1]',
  '[FE80::1]',
  '[fec0::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[ff02::1]',
  '[100::1]',
  '[5f00::1]',
  '[2001:db8::1]',
  '[3fff::1]',
  '[::127.0.0.1]',
  '[::ffff:127.1.2.3]',
];

/** Spellings that lead inside, each once. */
export function spellings(): Spelling[] {
  const own = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));
  const all: Spelling[] = [
    ...TARGETS.flatMap((address) =>
      Object.entries(FORMS).map(([form, write]) => ({ form, host: write(octetsOf(address)) })),
    ),
    ...NAMES.map((host) => ({ form: 'a name of this machine', host })),
    { form: 'a backslash', host: '127.0.0.1\\@example.com' },
    ...IPV6.map((host) => ({ form: 'IPv6', host })),
    ...own.map((host) => ({ form: 'an address of this machine', host })),
  ];
  return [...new Map(all.map((spelling) => [spelling.host, spelling])).values()];
}

/** Hosts that no parser should take for a host at all. */
export const MALFORMED = [
  '[fe80::1%25eth0]',
  '[fe80::1%eth0]',
  '[::1',
  '[::ffff:127.0.0.1.]',
  '[127.0.0.1]',
  '127.0.0.1.5',
  '256.0.0.1',
  '0x7f.0.0.0.1',
  '4294967296',
  '0x100000000',
  '127.0.0.1:80:80',
  'example.com@127.0.0.1',
  'example.com:x@localhost',
];

function octetsOf(address: string): Octets {
  return address.split('.').map(Number) as unknown as Octets;
}

function dotted(octets: Octets): string {
  return octets.join('.');
}

function numberOf(octets: Octets): number {
  return octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

function groups([a, b, c, d]: Octets): string {
  return `${hex(a, 2)}${hex(b, 2)}:${hex(c, 2)}${hex(d, 2)}`;
}

function hex(value: number, length: number): string {
  return value.toString(16).toUpperCase().padStart(length, '0');
}

function wide(digit: string, zero: number): string {
  return String.fromCodePoint(zero + Number(digit));
}

/** ⓪ is not next to ①. */
function circled(digit: string): string {
  return digit === '0' ? '\u24ea' : wide(digit, 0x245f);
}
