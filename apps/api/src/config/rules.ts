import { buildMessage, ValidateBy, type ValidationOptions } from 'class-validator';
import { BlockList, isIP } from 'node:net';

/** A URL of one of the protocols, with a host. */
export function IsUrlOf(protocols: string[], options: ValidationOptions): PropertyDecorator {
  return rule(
    'isUrlOf',
    (value) => {
      if (!URL.canParse(value)) return false;
      const { protocol, hostname } = new URL(value);
      return protocols.includes(protocol.slice(0, -1)) && hostname !== '';
    },
    options,
  );
}

/** Text of at least so many bytes in UTF-8. */
export function HasBytes(least: number, options: ValidationOptions): PropertyDecorator {
  return rule('hasBytes', (value) => Buffer.byteLength(value) >= least, options);
}

/** Base64 of exactly so many bytes. */
export function IsKeyOf(bytes: number, options: ValidationOptions): PropertyDecorator {
  return rule('isKeyOf', (value) => Buffer.from(value, 'base64').length === bytes, options);
}

/** An address range such as `10.0.0.0/8` or `::1/128`. */
export function IsCidr(options: ValidationOptions): PropertyDecorator {
  return rule('isCidr', (value) => parseCidr(value) !== undefined, options);
}

/** Whether an address range reaches this machine itself, wholly or in part. */
export function coversLoopback(cidr: string): boolean {
  const range = parseCidr(cidr);
  if (!range) return false;
  const { address, bits, family } = range;
  const covered = new BlockList();
  covered.addSubnet(address, bits, family);
  const loopback = new BlockList();
  loopback.addSubnet('127.0.0.0', 8, 'ipv4');
  loopback.addAddress('::1', 'ipv6');
  // Of two ranges that meet, one holds the other.
  return (
    loopback.check(address, family) ||
    covered.check('127.0.0.0', 'ipv4') ||
    covered.check('::1', 'ipv6')
  );
}

interface Cidr {
  address: string;
  bits: number;
  family: 'ipv4' | 'ipv6';
}

function parseCidr(text: string): Cidr | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  const [, address = '', prefix = ''] = match ?? [];
  const version = isIP(address);
  const bits = Number(prefix);
  if (version === 0 || bits > (version === 4 ? 32 : 128)) return undefined;
  return { address, bits, family: version === 4 ? 'ipv4' : 'ipv6' };
}

function rule(
  name: string,
  check: (value: string) => boolean,
  options: ValidationOptions,
): PropertyDecorator {
  const validate = (value: unknown): boolean => typeof value === 'string' && check(value);
  return ValidateBy(
    { name, validator: { validate, defaultMessage: buildMessage(() => `$property is wrong`) } },
    options,
  );
}
