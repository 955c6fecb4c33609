import { isIP } from 'node:net';
import { type AddressRange } from './address';

/** The rule that a URL breaks. */
export type UrlRefusal =
  'too_long' | 'control_characters' | 'malformed' | 'scheme' | 'credentials' | 'address';

/** Whether a URL may be sent to, as far as the URL alone can tell. */
export type UrlVerdict =
  | { allowed: true; url: URL }
  /** The message names the rule and the fix, and never the path or the query. */
  | { allowed: false; reason: UrlRefusal; message: string };

/** Longest URL that is accepted, in characters. */
export const MAX_URL_LENGTH = 2_048;

/** The parser would drop tabs and line breaks silently, and trim the rest. */

const CONTROL_OR_SPACE = /[\u0000-\u0020\u007f]/;

/**
 * The rules for the text of a URL; those for its address are left to `rangeOf`, which answers why an
 * address may not be sent to, or `null` when it may.
 */
export function vetUrlText(
  text: string,
  rangeOf: (address: string) => AddressRange | null,
): UrlVerdict {
  if (text.length > MAX_URL_LENGTH) {
    return refuse('too_long', `The URL is longer than ${MAX_URL_LENGTH} characters.`);
  }
  if (CONTROL_OR_SPACE.test(text)) {
    return refuse('control_characters', 'The URL holds spaces or control characters; encode them.');
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return refuse('malformed', 'The URL is not an absolute URL.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refuse(
      'scheme',
      `The URL's scheme is ${url.protocol.slice(0, 20)} Use https: or http:.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    return refuse('credentials', 'The URL holds a user name or a password; use a header instead.');
  }
  return vetHost(url, rangeOf);
}

function vetHost(url: URL, rangeOf: (address: string) => AddressRange | null): UrlVerdict {
  const host = literalHost(url.hostname);
  const address = isLocalName(host) ? '127.0.0.1' : host;
  const range = isIP(address) === 0 ? null : rangeOf(address);
  if (range === null) return { allowed: true, url };
  return refuse('address', refusalOf(host, range));
}

/** A host as an address is written elsewhere: without the brackets of a URL. */
export function literalHost(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

/** RFC 6761: these names are loopback, whatever a resolver says. */
function isLocalName(host: string): boolean {
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  return name === 'localhost' || name.endsWith('.localhost');
}

/** Why an address was refused, for people. */
export function refusalOf(host: string, range: AddressRange): string {
  const kind = range.replace('_', '-');
  return `${host} is ${kind === 'invalid' ? 'not an address' : `a ${kind} address`}, which webhooks may not be sent to.`;
}

function refuse(reason: UrlRefusal, message: string): UrlVerdict {
  return { allowed: false, reason, message };
}
