import type { LookupAddress } from 'node:dns';
import http from 'node:http';
import { connect, isIPv6, type LookupFunction, type Socket } from 'node:net';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { isInAny, parseAddress } from './address';
import { basicAuthorization } from './basic-authorization';
import { namesHost, parseDestinations, type Destinations } from './destinations';
import { parseUrl } from './parse-url';
import { notePeer } from './peer-address';
import { ProxyError } from './proxy.error';

/** An HTTP proxy that connections leave through. */
export interface ProxyTunnelOptions {
  /** `http://host:port`, with a user name and password in it if the proxy wants them. */
  url: string;
  /** CIDRs and host patterns that are connected to directly. @default [] */
  bypass?: readonly string[];
}

/** Where a connection shall lead. */
export interface TunnelTarget {
  /** A name, or an address without brackets. */
  hostname: string;
  port: number;
}

/** Called once, with the error or the connected socket. */
export type TunnelCallback = (error: Error | null, socket?: Socket) => void;

/** A connection that is being made; destroying it ends that without a callback. */
export interface Dialing {
  destroy(): void;
}

/** For who does not destroy: no exchange has a longer deadline, in ms. */
const CONNECT_TIMEOUT_MS = 60_000;

/**
 * Makes connections through a proxy, with CONNECT. The name is resolved and vetted here, and the proxy
 * is asked for the vetted *address*: what it would resolve a name to, nobody has vetted.
 *
 * @throws {ConfigInvalidError} when the proxy's URL or the bypass list is malformed
 */
export class ProxyTunnel {
  private readonly proxy: URL;
  private readonly bypass: Destinations;
  private readonly headers: Readonly<Record<string, string>>;

  /** @param lookup the guard's own, which only answers vetted addresses */
  constructor(
    { url, bypass = [] }: ProxyTunnelOptions,
    private readonly lookup: LookupFunction,
  ) {
    this.proxy = readProxyUrl(url);
    this.headers = proxyAuthorization(this.proxy);
    this.bypass = parseDestinations('egress.proxy.bypass', bypass);
  }

  /** Connects to a vetted address of the target, through the proxy unless the target bypasses it. */
  open(target: TunnelTarget, callback: TunnelCallback): Dialing {
    const dial = new Dial(callback);
    this.lookup(target.hostname, { all: true }, (error, addresses) => {
      if (error !== null) dial.fail(error);
      else if (typeof addresses === 'string') dial.fail(new ProxyError('LOOKUP'));
      else if (this.bypasses(target.hostname, addresses)) dial.use(direct(target, addresses, dial));
      else this.tunnel(target.port, addresses, dial);
    });
    return dial;
  }

  private bypasses(hostname: string, addresses: readonly LookupAddress[]): boolean {
    if (namesHost(this.bypass, hostname)) return true;
    return addresses.every(({ address }) => {
      const parsed = parseAddress(address);
      return parsed !== null && isInAny(parsed, this.bypass.blocks);
    });
  }

  /** Tries one address after the other, as a direct connection would. */
  private tunnel(port: number, addresses: readonly LookupAddress[], dial: Dial): void {
    const [first, ...others] = addresses;
    if (first === undefined || dial.ended) return;
    const authority = `${isIPv6(first.address) ? `[${first.address}]` : first.address}:${port}`;
    const request = http.request({
      host: this.proxy.hostname.replace(/^\[|\]$/g, ''),
      port: this.proxy.port === '' ? 80 : this.proxy.port,
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...this.headers },
      agent: false,
      timeout: CONNECT_TIMEOUT_MS,
    });
    const failed = (what: string): void => {
      if (others.length > 0) this.tunnel(port, others, dial);
      else dial.fail(new ProxyError(what));
    };
    request.once('connect', ({ statusCode = 0 }, socket: Socket, head) => {
      if (statusCode < 200 || statusCode > 299) {
        socket.destroy();
        failed(String(statusCode));
        return;
      }
      if (head.length > 0) socket.unshift(head);
      socket.setTimeout(0);
      notePeer(socket, first.address);
      dial.connected(socket);
    });
    request.once('timeout', () => {
      request.destroy(Object.assign(new Error('The proxy is silent.'), { code: 'ETIMEDOUT' }));
    });
    request.once('error', (error: NodeJS.ErrnoException) => failed(error.code ?? 'FAILED'));
    dial.use(request);
    request.end();
  }
}

/** One connection on its way: whoever waits hears of its first end only. */
class Dial implements Dialing {
  ended = false;
  private current: Dialing | null = null;

  constructor(private readonly callback: TunnelCallback) {}

  /** What is being waited for, to be destroyed with the dial. */
  use(current: Dialing): void {
    this.current = current;
    if (this.ended) current.destroy();
  }

  connected(socket: Socket): void {
    this.use(socket);
    if (this.ended) return;
    socket.setNoDelay(true);
    this.end(null, socket);
  }

  fail(error: Error): void {
    this.end(error);
  }

  destroy(): void {
    this.ended = true;
    this.current?.destroy();
  }

  private end(error: Error | null, socket?: Socket): void {
    if (this.ended) return;
    this.ended = true;
    // Never within `open()`, not even when the lookup knows the answer at once.
    queueMicrotask(() => this.callback(error, socket));
  }
}

function direct({ hostname, port }: TunnelTarget, addresses: LookupAddress[], dial: Dial): Socket {
  const lookup: LookupFunction = (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all === true || first === undefined) callback(null, addresses);
    else callback(null, first.address, first.family);
  };
  const socket = connect({ host: hostname, port, lookup });
  socket.once('error', (error) => dial.fail(error));
  socket.once('connect', () => dial.connected(socket));
  return socket;
}

function readProxyUrl(text: string): URL {
  const url = typeof text === 'string' ? parseUrl(text) : null;
  if (url?.protocol === 'http:' && basicAuthorization(url) !== null) return url;
  throw new ConfigInvalidError(
    'Option `egress.proxy.url` is not the URL of an HTTP proxy. Write it as "http://proxy.internal:3128", ' +
      'with a user name and password in it if the proxy wants them.',
  );
}

function proxyAuthorization(proxy: URL): Record<string, string> {
  const value = basicAuthorization(proxy);
  const wanted = proxy.username !== '' || proxy.password !== '';
  return wanted && value !== null ? { 'proxy-authorization': value } : {};
}
