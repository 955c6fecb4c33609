import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isInAny, parseAddress, rangeOf, type AddressRange, type Cidr } from './address';
import { validateAllowList } from './allow-list';
import { BlockedAddressError } from './blocked-address.error';
import { refusalOf, vetUrlText, type UrlVerdict } from './vet-url';

/** More than a process has endpoints to send to at the same time. */
const MAX_REMEMBERED_URLS = 10_000;

/** Addresses that a host may be connected at, or why it may not be. */
export type Resolution =
  | { kind: 'resolved'; addresses: readonly LookupAddress[] }
  | { kind: 'refused'; code: 'blocked_address' | 'dns'; message: string };

/** Answers every address of a host name, as `dns.lookup` does with `all`. */
export type AddressResolver = (
  hostname: string,
  options: { all: true; family: 0 | 4 | 6; verbatim: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

type LookupOutcome = { error: NodeJS.ErrnoException } | { addresses: LookupAddress[] };

/** Settings of {@link EgressGuard}. */
export interface EgressGuardOptions {
  /** CIDRs that are allowed although they are inside. @default [] */
  allow?: readonly string[];
  /** @default `dns.lookup`: what the machine is set up for, `/etc/hosts` included */
  resolver?: AddressResolver;
}

/**
 * Keeps webhooks from reaching what is inside: loopback, private and link-local networks, metadata
 * services. A host name is judged by every address that it resolves to, and the connection is made
 * to exactly those addresses: there is no second lookup whose answer could differ.
 *
 * @throws {ConfigInvalidError} when a CIDR of `allow` is malformed
 *
 * @example
 * ```ts
 * const guard = new EgressGuard({ allow: ['10.20.0.0/16'] });
 * guard.vetUrl('http://169.254.169.254/'); // { allowed: false, reason: 'address', … }
 * net.connect({ host: 'example.com', port: 443, lookup: guard.lookup });
 * ```
 */
export class EgressGuard {
  private readonly allowed: readonly Cidr[];
  private readonly resolver: AddressResolver;
  /** Nothing but the text decides, and reading it takes a tenth of the time of a whole request. */
  private readonly allowedUrls = new Map<string, UrlVerdict>();

  constructor({ allow = [], resolver = systemLookup }: EgressGuardOptions = {}) {
    this.allowed = validateAllowList(allow, false);
    this.resolver = resolver;
  }

  /**
   * Judges a URL without resolving its host: scheme, credentials, length, and the host where it is
   * an address in any spelling. To be asked at registration and again before every request, because
   * a connection to an address makes no lookup.
   */
  vetUrl(url: string): UrlVerdict {
    const known = this.allowedUrls.get(url);
    if (known !== undefined) return known;
    const verdict = vetUrlText(url, (address) => this.refusedRange(address));
    if (verdict.allowed) {
      if (this.allowedUrls.size >= MAX_REMEMBERED_URLS) this.allowedUrls.clear();
      this.allowedUrls.set(url, verdict);
    }
    return verdict;
  }

  /** Resolves a host name (or an address) and judges every address. Never rejects. */
  resolve(hostname: string): Promise<Resolution> {
    return new Promise((resolve) => {
      this.vettedLookup(hostname, 0, (outcome) => {
        resolve(
          'addresses' in outcome
            ? { kind: 'resolved', addresses: outcome.addresses }
            : {
                kind: 'refused',
                code: outcome.error instanceof BlockedAddressError ? 'blocked_address' : 'dns',
                message: outcome.error.message,
              },
        );
      });
    });
  }

  /**
   * The lookup to connect with; for `net.connect`, `tls.connect`, an agent, undici and axios. Fails
   * with {@link BlockedAddressError}, or with the error of the lookup itself.
   */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    const family = familyOf(options.family);
    this.vettedLookup(hostname, family, (outcome) => {
      if ('error' in outcome) {
        callback(outcome.error, '', 0);
        return;
      }
      const [first] = outcome.addresses;
      if (options.all === true || first === undefined) callback(null, outcome.addresses);
      else callback(null, first.address, first.family);
    });
  };

  private vettedLookup(
    hostname: string,
    family: 0 | 4 | 6,
    done: (outcome: LookupOutcome) => void,
  ): void {
    this.resolver(hostname, { all: true, family, verbatim: true }, (error, addresses) => {
      done(error === null ? this.judge(hostname, addresses) : { error });
    });
  }

  /** One inside address refuses the host: which of them is connected is not ours to choose. */
  private judge(hostname: string, addresses: LookupAddress[]): LookupOutcome {
    if (addresses.length === 0) return { error: noAddress(hostname) };
    for (const { address } of addresses) {
      const range = this.refusedRange(address);
      if (range !== null) {
        const via = isIP(hostname) === 0 ? `${hostname} resolves to ${address}: ` : '';
        return { error: new BlockedAddressError(via + refusalOf(address, range)) };
      }
    }
    return { addresses };
  }

  /** Why an address may not be sent to; `null` when it may. */
  private refusedRange(text: string): AddressRange | null {
    const address = parseAddress(text);
    if (address === null) return 'invalid';
    const range = rangeOf(address);
    return range === 'public' || isInAny(address, this.allowed) ? null : range;
  }
}

function familyOf(family: number | string | undefined): 0 | 4 | 6 {
  if (family === 4 || family === 'IPv4') return 4;
  return family === 6 || family === 'IPv6' ? 6 : 0;
}

function noAddress(hostname: string): NodeJS.ErrnoException {
  const error: NodeJS.ErrnoException = new Error(`${hostname} has no address.`);
  error.code = 'ENOTFOUND';
  error.syscall = 'getaddrinfo';
  return error;
}
