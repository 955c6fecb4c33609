import { MAX_STORED_HEADERS } from './stored-response';
import type { TransportResult } from './transport';

/** Shorter values are no secrets, and replacing them would garble every other answer. */
const MIN_LENGTH = 8;
const CONCEALED = '[concealed]';
/**
 * Most characters that are compared in one answer. An honest one needs a few thousand; with values and
 * an answer that are made for it, nothing else of the process would get its turn for seconds.
 */
const MAX_COMPARED = 1_000_000;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
/** An endpoint's headers are one object for all its attempts, as long as nobody changes them. */
const known = new WeakMap<object, Secrets>();

interface Secrets {
  values: readonly string[];
  /** Length of the longest. */
  longest: number;
}

/**
 * What a receiver answered, without the values of the endpoint's own headers: one that echoes the
 * request would have them stored and shown. They are found as they were sent, as JSON, HTML and URLs
 * write them, and without the scheme of an `authorization`; the password of `Basic` in the clear, too.
 *
 * @param sent the endpoint's own headers
 * @param kept characters of the body that are kept at most; what comes after them is cut
 */
export function concealSent(
  result: TransportResult,
  sent: Readonly<Record<string, string>>,
  kept: number,
): TransportResult {
  if (result.kind === 'failure') return result;
  const secrets = secretsIn(sent);
  if (secrets.longest === 0) return result;
  const search = new Search(secrets);
  const headers = { ...result.headers };
  // Others are not stored.
  for (const [name, value] of Object.entries(headers).slice(0, MAX_STORED_HEADERS)) {
    headers[name] = search.conceal(value, value.length);
  }
  return { ...result, headers, body: search.conceal(result.body, kept) };
}

type Place = readonly [start: number, stop: number];

/** One search for secrets, through all parts of an answer. */
class Search {
  private compared = 0;

  constructor(private readonly secrets: Secrets) {}

  /** The first `end` characters of a text; when they are too much to be searched, nothing of it. */
  conceal(text: string, end: number): string {
    if (text.length < MIN_LENGTH) return text.slice(0, end);
    // One that begins before the end may go on behind it.
    const searched = text.slice(0, end + this.secrets.longest - 1);
    const found: Place[] = [];
    for (const secret of this.secrets.values) this.find(secret, searched, found);
    if (this.compared > MAX_COMPARED) return CONCEALED;
    let [concealed, from] = ['', 0];
    for (const [start, stop] of found.sort(([a], [b]) => a - b)) {
      if (start >= end) break;
      if (start >= from) concealed += text.slice(from, start) + CONCEALED;
      from = Math.max(from, stop);
    }
    return concealed + text.slice(from, end);
  }

  /** Looked for by its beginning: how long a search for all of it takes is for the answer to choose. */
  private find(secret: string, text: string, found: Place[]): void {
    const beginning = secret.slice(0, MIN_LENGTH);
    let at = text.indexOf(beginning);
    while (at >= 0 && this.compared <= MAX_COMPARED) {
      this.compared += secret.length;
      const matches = text.startsWith(secret, at);
      if (matches) found.push([at, at + secret.length]);
      at = text.indexOf(beginning, at + (matches ? secret.length : 1));
    }
  }
}

function secretsIn(sent: Readonly<Record<string, string>>): Secrets {
  const found = known.get(sent);
  if (found !== undefined) return found;
  const forms = new Set(Object.values(sent).flatMap(formsOf));
  const values = [...forms].filter(({ length }) => length >= MIN_LENGTH);
  const secrets = { values, longest: Math.max(0, ...values.map(({ length }) => length)) };
  known.set(sent, secrets);
  return secrets;
}

function formsOf(value: string): string[] {
  const [, scheme = '', credentials = value] = /^(\S+) +(\S+)$/.exec(value) ?? [];
  return [value, credentials, ...decoded(scheme, credentials)].flatMap(spellingsOf);
}

/** As servers write what they show again; PHP escapes the slashes of JSON, and with them those of base64. */
function spellingsOf(text: string): string[] {
  const inJson = JSON.stringify(text).slice(1, -1);
  const inHtml = text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
  return [
    text,
    inJson,
    inJson.replaceAll('/', '\\/'),
    inHtml,
    inHtml.replaceAll("'", '&#39;'),
    inHtml.replaceAll("'", '&#x27;'),
    encodeURIComponent(text),
    new URLSearchParams([['', text]]).toString().slice(1),
  ];
}

/** Who refuses a password may quote it. */
function decoded(scheme: string, credentials: string): string[] {
  if (scheme.toLowerCase() !== 'basic') return [];
  const pair = Buffer.from(credentials, 'base64').toString();
  return [pair, pair.slice(pair.indexOf(':') + 1)];
}
