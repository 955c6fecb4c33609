import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { parseCidr, type Cidr } from './address';

/** Longest host name (RFC 1035), in characters. */
const MAX_HOST_LENGTH = 253;
/** Letters, digits and hyphens, and the underscore that some name servers know. */
const HOST = /^(?!-)[a-z0-9_-]+(\.(?!-)[a-z0-9_-]+)*$/;
/** What ends or precedes the host in a URL: the conversion to ASCII would cut there. */
const NOT_OF_A_HOST = /[/?#@:\\[\]]/;

/** A list of places, as an option names them: blocks of addresses, and hosts by name. */
export interface Destinations {
  readonly blocks: readonly Cidr[];
  /** Names in ASCII and lower case; `*.` in front stands for everything below. */
  readonly hosts: readonly string[];
}

/**
 * Reads an option whose entries are CIDRs (`10.20.0.0/16`) and host patterns: a name, or `*.` and a
 * name for everything below it.
 *
 * @param option the option's path, for the message
 * @throws {ConfigInvalidError} naming the entry that is neither
 */
export function parseDestinations(option: string, entries: readonly string[]): Destinations {
  const blocks: Cidr[] = [];
  const hosts: string[] = [];
  for (const entry of entries) {
    const block = typeof entry === 'string' ? parseCidr(entry) : null;
    const host = typeof entry === 'string' ? parseHost(entry) : null;
    if (block !== null) blocks.push(block);
    else if (host !== null) hosts.push(host);
    else {
      throw new ConfigInvalidError(
        `Option \`${option}\`: ${quote(entry)} is neither a block of addresses nor a host. Write a block in ` +
          'CIDR notation ("10.20.0.0/16", "fd12:3456::/32"), a host as "hooks.example" or "*.example".',
      );
    }
  }
  return { blocks, hosts };
}

/** Whether one of the patterns stands for a host; a dot at its end is not part of the name. */
export function namesHost({ hosts }: Destinations, hostname: string): boolean {
  const name = plainName(hostname);
  return hosts.some((pattern) =>
    pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : name === pattern,
  );
}

/** RFC 6761: these names are loopback, whatever a resolver says. */
export function isLocalName(hostname: string): boolean {
  const name = plainName(hostname);
  return name === 'localhost' || name.endsWith('.localhost');
}

/** An entry of an option as its error message shows it. */
export function quote(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 100)) : `a ${typeof value}`;
}

function plainName(hostname: string): string {
  return hostname.toLowerCase().replace(/\.+$/, '');
}

function parseHost(text: string): string | null {
  if (NOT_OF_A_HOST.test(text)) return null;
  const wild = text.startsWith('*.') ? '*.' : '';
  const name = domainToASCII(text.slice(wild.length));
  if (name.length > MAX_HOST_LENGTH || !HOST.test(name) || isIP(name) !== 0) return null;
  return wild + name;
}
