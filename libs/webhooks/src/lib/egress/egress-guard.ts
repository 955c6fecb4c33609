import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { embeddedIpv4, isInAny, isOneAddress, parseAddress, rangeOf, type Ip } from './address';
import { nameServerResolver, type AddressResolver } from './address-resolver';
import { validateAllowList } from './allow-list';
import { BlockedAddressError } from './blocked-address.error';
import { namesHost, parseDestinations, quote, type Destinations } from './destinations';
import { ProxyTunnel, type ProxyTunnelOptions } from './proxy-tunnel';
import {
  literalHost,
  phraseOf,
  vetUrlText,
  type PlaceRefusal,
  type UrlRules,
  type UrlVerdict,
} from './vet-url';

/** More than a process has endpoints to send to at the same time. */
const MAX_REMEMBERED_URLS = 10_000;

/** Addresses that a host may be connected at, or why it may not be. */
export type Resolution =
  | { kind: 'resolved'; addresses: readonly LookupAddress[] }
  | { kind: 'refused'; code: 'blocked_address' | 'dns'; message: string };

type LookupOutcome = { error: NodeJS.ErrnoException } | { addresses: LookupAddress[] };

/** Settings of {@link EgressGuard}. */
export interface EgressGuardOptions {
  /** CIDRs and host patterns that are allowed although they are inside. @default [] */
  allow?: readonly string[];
  /** CIDRs and host patterns that are refused; they win over `allow`. @default [] */
  deny?: readonly string[];
  /** Whether `http:` is let through, too. @default false */
  allowInsecure?: boolean;
  /** Ports that are let through. @default [] (all) */
  ports?: readonly number[];
  /** Name servers (`address` or `address:port`) to ask instead of the machine's lookup. @default [] */
  dnsServers?: readonly string[];
  /** The way out for every connection. @default none: connections are direct */
  proxy?: ProxyTunnelOptions | undefined;
  /** @default by `dnsServers`, or `dns.lookup`: what the machine is set up for, `/etc/hosts` included */
  resolver?: AddressResolver;
}

/** How long {@link EgressGuard.vet} waits for name servers, in ms. */
const VET_TIMEOUT_MS = 2_000;
/** What an allowed name may lead to. Nothing that is of one machine or network alone, such as loopback. */
const OPENED_BY_NAME: ReadonlySet<PlaceRefusal> = new Set<PlaceRefusal>(['private', 'shared']);

/**
 * Keeps webhooks from reaching what is inside: loopback, private and link-local networks, metadata
 * services. A host name is judged by every address that it resolves to, and the connection is made
 * to exactly those addresses: there is no second lookup whose answer could differ.
 *
 * @throws {ConfigInvalidError} when an entry of `allow`, `deny`, `ports`, `dnsServers` or `proxy` is
 * malformed
 *
 * @example
 * ```ts
 * const guard = new EgressGuard({ allow: ['10.20.0.0/16', '*.corp.example'], ports: [443] });
 * guard.vetUrl('https://169.254.169.254/'); // { allowed: false, reason: 'address', … }
 * net.connect({ host: 'example.com', port: 443, lookup: guard.lookup });
 * ```
 */
export class EgressGuard {
  /** The way out through the proxy; `null` when connections are direct. */
  readonly tunnel: ProxyTunnel | null;
  private readonly allow: Destinations;
  private readonly deny: Destinations;
  private readonly resolver: AddressResolver;
  private readonly rules: UrlRules;
  /** Nothing but the text decides, and reading it takes a tenth of the time of a whole request. */
  private readonly allowedUrls = new Map<string, UrlVerdict>();

  constructor(options: EgressGuardOptions = {}) {
    const { allow = [], deny = [], ports = [], allowInsecure = false } = options;
    const { dnsServers = [], proxy, resolver } = options;
    this.allow = validateAllowList(allow, false);
    this.deny = parseDestinations('egress.deny', deny);
    this.rules = {
      allowInsecure,
      ports: checkedPorts(ports),
      refuseName: (hostname) => this.refuseName(hostname),
      refuseAddress: (address) => this.refuseAddress(address, ''),
    };
    const named = dnsServers.length === 0 ? systemLookup : nameServerResolver(dnsServers);
    this.resolver = resolver ?? named;
    this.tunnel = proxy === undefined ? null : new ProxyTunnel(proxy, this.lookup);
  }

  /**
   * Judges a URL without resolving its host: scheme, port, credentials, length, and the host where it
   * is denied by name or an address in any spelling. To be asked again before every request, because
   * a connection to an address makes no lookup.
   */
  vetUrl(url: string): UrlVerdict {
    const known = this.allowedUrls.get(url);
    if (known !== undefined) return known;
    const verdict = vetUrlText(url, this.rules);
    if (verdict.allowed) {
      if (this.allowedUrls.size >= MAX_REMEMBERED_URLS) this.allowedUrls.clear();
      this.allowedUrls.set(url, verdict);
    }
    return verdict;
  }

  /**
   * Judges a URL and what its host resolves to now, for its registration. A name that can't be
   * resolved (within 2 s) is let through: each connection is vetted anyway. Never rejects.
   */
  async vet(url: string): Promise<UrlVerdict> {
    const verdict = this.vetUrl(url);
    if (!verdict.allowed) return verdict;
    const resolution = await this.resolveInTime(literalHost(verdict.url.hostname));
    if (resolution?.kind !== 'refused' || resolution.code !== 'blocked_address') return verdict;
    return { allowed: false, reason: 'address', message: resolution.message };
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

  private async resolveInTime(hostname: string): Promise<Resolution | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), VET_TIMEOUT_MS);
    });
    try {
      return await Promise.race([this.resolve(hostname), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private vettedLookup(
    hostname: string,
    family: 0 | 4 | 6,
    done: (outcome: LookupOutcome) => void,
  ): void {
    this.resolver(hostname, { all: true, family, verbatim: true }, (error, addresses) => {
      done(error === null ? this.judge(hostname, addresses) : { error });
    });
  }

  /**
   * One inside address refuses the host: which of them is connected is not ours to choose. The message
   * tells no address, or tenants could map the inside by its names.
   */
  private judge(hostname: string, addresses: LookupAddress[]): LookupOutcome {
    if (addresses.length === 0) return { error: noAddress(hostname) };
    const denied = this.refuseName(hostname);
    for (const { address } of addresses) {
      const refusal = denied ?? this.refuseAddress(address, hostname);
      if (refusal !== null) {
        const verb = isIP(hostname) === 0 ? 'resolves to' : 'is';
        return { error: new BlockedAddressError(`${hostname} ${verb} ${phraseOf(refusal)}.`) };
      }
    }
    return { addresses };
  }

  private refuseName(hostname: string): PlaceRefusal | null {
    return namesHost(this.deny, hostname) ? 'denied' : null;
  }

  /** Why an address that was reached by a name may not be sent to; `null` when it may. */
  private refuseAddress(text: string, hostname: string): PlaceRefusal | null {
    const address = parseAddress(text);
    if (address === null) return 'invalid';
    if (isInAny(address, this.deny.blocks)) return 'denied';
    const range = rangeOf(address);
    if (range === 'public') return null;
    if (!this.isOpened(address, range, hostname)) return range;
    // An allowed translator is no leave to reach what is behind it.
    const behind = embeddedIpv4(address);
    return behind === null ? null : this.refuseAddress(behind.toString(), hostname);
  }

  private isOpened(address: Ip, range: PlaceRefusal, hostname: string): boolean {
    const { blocks } = this.allow;
    // A wide block of private addresses is not meant to hand out the machine's credentials.
    if (isInAny(address, range === 'metadata' ? blocks.filter(isOneAddress) : blocks)) return true;
    return OPENED_BY_NAME.has(range) && namesHost(this.allow, hostname);
  }
}

function checkedPorts(ports: readonly number[]): ReadonlySet<number> {
  for (const port of ports) {
    if (Number.isInteger(port) && port >= 1 && port <= 65_535) continue;
    throw new ConfigInvalidError(
      `Option \`egress.ports\`: ${quote(String(port))} is not a port. Pass whole numbers from 1 to 65535.`,
    );
  }
  return new Set(ports);
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
