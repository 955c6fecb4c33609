import { isIP } from 'node:net';
import type { AddressRange } from './address';
import { isLocalName } from './destinations';
import { parseUrl } from './parse-url';

/** The rule that a URL breaks. */
export type UrlRefusal =
  | 'too_long'
  | 'control_characters'
  | 'malformed'
  | 'scheme'
  | 'credentials'
  | 'denied'
  | 'address'
  | 'insecure'
  | 'port';

/** Whether a URL may be sent to, as far as the URL alone can tell. */
export type UrlVerdict =
  | { allowed: true; url: URL }
  /** The message names the rule and the fix, and never the path or the query. */
  | { allowed: false; reason: UrlRefusal; message: string };

/** Why a place may not be sent to: what its address is, or that it was denied. */
export type PlaceRefusal = Exclude<AddressRange, 'public'> | 'denied';

/** Refusals of what is no URL to send to, whoever runs the service. */
const TEXT_REFUSALS: ReadonlySet<UrlRefusal> = new Set<UrlRefusal>([
  'too_long',
  'control_characters',
  'malformed',
  'scheme',
  'credentials',
]);

/** Whether the operator's rules refuse a place, rather than its URL being none to send to at all. */
export function isPlaceRule(reason: UrlRefusal): boolean {
  return !TEXT_REFUSALS.has(reason);
}

/** What a URL is judged by besides its text. */
export interface UrlRules {
  /** Whether `http:` is let through. */
  allowInsecure: boolean;
  /** Ports that are let through; empty for all. */
  ports: ReadonlySet<number>;
  /** Why a name may not be sent to, whatever it resolves to; `null` when that may decide. */
  refuseName: (hostname: string) => PlaceRefusal | null;
  /** Why an address may not be sent to; `null` when it may. */
  refuseAddress: (address: string) => PlaceRefusal | null;
}

/** Longest URL that is accepted, in characters. */
export const MAX_URL_LENGTH = 2_048;

/** The parser would drop tabs and line breaks silently, and trim the rest. */
const CONTROL_OR_SPACE = /[\u0000-\u0020\u007f-\u009f]/;

/** The port of each scheme that webhooks are sent by, where a URL names none. */
export const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80 };

/** Whether a URL holds what has to be encoded there: spaces and control characters. */
export function holdsControls(text: string): boolean {
  return CONTROL_OR_SPACE.test(text);
}

/** Judges what a URL says by itself, without resolving its host. */
export function vetUrlText(text: string, rules: UrlRules): UrlVerdict {
  if (text.length > MAX_URL_LENGTH) {
    return refuse('too_long', `The URL is longer than ${MAX_URL_LENGTH} characters.`);
  }
  if (holdsControls(text)) {
    return refuse('control_characters', 'The URL holds spaces or control characters; encode them.');
  }
  const url = parseUrl(text);
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
  return vetPlace(url, rules);
}

function vetPlace(url: URL, rules: UrlRules): UrlVerdict {
  const host = literalHost(url.hostname);
  const refusal = rules.refuseName(host) ?? refuseLiteral(host, rules);
  if (refusal !== null) {
    const reason = refusal === 'denied' ? 'denied' : 'address';
    return refuse(reason, `${host} is ${phraseOf(refusal)}.`);
  }
  if (url.protocol === 'http:' && !rules.allowInsecure) {
    return refuse('insecure', 'The URL is not encrypted: use https: instead of http:.');
  }
  return vetPort(url, rules.ports);
}

function refuseLiteral(host: string, rules: UrlRules): PlaceRefusal | null {
  const address = isLocalName(host) ? '127.0.0.1' : host;
  return isIP(address) === 0 ? null : rules.refuseAddress(address);
}

function vetPort(url: URL, ports: UrlRules['ports']): UrlVerdict {
  const port = url.port === '' ? (DEFAULT_PORTS[url.protocol] ?? 0) : Number(url.port);
  if (ports.size === 0 || ports.has(port)) return { allowed: true, url };
  const allowed = [...ports].join(', ');
  return refuse('port', `The URL's port is ${port}; webhooks may only be sent to ${allowed}.`);
}

/** A host as an address is written elsewhere: without the brackets of a URL. */
export function literalHost(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

/** What is wrong with a place, for people: goes on after "is" or "resolves to". */
export function phraseOf(refusal: PlaceRefusal): string {
  if (refusal === 'denied') return 'a place that webhooks are denied to go to';
  if (refusal === 'invalid') return 'no address that webhooks may be sent to';
  return `a ${refusal.replace('_', '-')} address, which webhooks may not be sent to`;
}

function refuse(reason: UrlRefusal, message: string): UrlVerdict {
  return { allowed: false, reason, message };
}
