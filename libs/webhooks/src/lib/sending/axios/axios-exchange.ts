import { Axios, type AxiosInstance, type AxiosRequestConfig } from 'axios';
import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { peerOf } from '../../egress/peer-address';
import { flattenHeaders, ResponseBody } from '../response-body';
import type { TransportFailure, TransportRequest, TransportResult } from '../transport';
import { failure, failureOf, timeoutFailure, type FailureContext } from '../transport-failure';

/** How requests leave, unless the application's own instance decides that. */
export interface AxiosRoute {
  config: AxiosRequestConfig;
  /** Options of each connection: the guard's lookup, certificate authorities. */
  connection: https.RequestOptions;
  /** Makes one connection for one request. */
  freshAgent: (protocol: string) => http.Agent | false;
}

interface Flight {
  request: http.ClientRequest;
  socket: Socket | null;
  bytesRead: number;
}

/** What axios sends a request by. Of a class: of a plain object axios would make a deep copy for each request. */
class Transport {
  constructor(
    readonly request: (
      options: https.RequestOptions,
      onResponse: (response: http.IncomingMessage) => void,
    ) => http.ClientRequest,
  ) {}
}

/** One request through axios, under one timer. */
export class AxiosExchange {
  /** For an instance that goes its own way; a request of ours is ended at its socket, which costs less. */
  private readonly abort: AbortController | null;
  private expired = false;
  private readonly body: ResponseBody;
  private timer: NodeJS.Timeout | undefined;
  private flight: Flight | null = null;
  private stream: Readable | null = null;
  private status: number | null = null;
  private headers: Record<string, string> = {};
  private address: string | null = null;
  private resolve: (result: TransportResult) => void = () => undefined;

  constructor(
    /** The application's, or `null`: its interceptors may change headers, so that axios has to know them. */
    private readonly instance: AxiosInstance | null,
    private readonly request: TransportRequest,
    private readonly url: URL,
    /** `null` when the application's instance brings its own way out: a proxy or an agent. */
    private readonly route: AxiosRoute | null,
  ) {
    this.body = new ResponseBody(request.maxResponseBytes);
    this.abort = route === null ? new AbortController() : null;
  }

  run(): Promise<TransportResult> {
    return new Promise((resolve) => {
      this.resolve = resolve;
      this.timer = setTimeout(() => this.expire(), this.request.timeoutMs);
      void this.post(false);
    });
  }

  private async post(fresh: boolean): Promise<void> {
    try {
      const response: unknown = await (this.instance ?? PLAIN).request(this.config(fresh));
      this.read(response);
    } catch (error) {
      const failed = failureOf(error, this.context());
      if (!fresh && this.mayResend(failed)) await this.post(true);
      else this.settle(failed);
    }
  }

  private config(fresh: boolean): AxiosRequestConfig {
    const { body } = this.request;
    const config: AxiosRequestConfig = {
      url: this.url.href,
      method: this.request.method ?? 'POST',
      // As bytes: axios trims a text that is JSON, and the signature is over every byte.
      data: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
      responseType: 'stream',
      maxRedirects: 0,
      decompress: false,
    };
    if (this.instance !== null) {
      Object.assign(config, OVER_DEFAULTS, { headers: axiosHeaders(this.request.headers) });
    }
    if (this.abort !== null) config.signal = this.abort.signal;
    if (typeof this.instance?.defaults.adapter !== 'function') Object.assign(config, BY_NODE);
    if (this.route === null) return config;
    const transport = this.watchedTransport(this.route, fresh);
    return Object.assign(config, this.route.config, { transport });
  }

  /** Node's own http and https, which let us see the socket. */
  private watchedTransport({ connection, freshAgent }: AxiosRoute, fresh: boolean): Transport {
    return new Transport((options, onResponse) => {
      // An interceptor may take longer than the deadline.
      if (this.expired) throw new Error('expired');
      Object.assign(options, connection);
      if (fresh) options.agent = freshAgent(this.url.protocol);
      if (this.instance === null) options.headers = this.plainHeaders();
      const request = (options.protocol === 'https:' ? https : http).request(options, onResponse);
      this.watch(request);
      return request;
    });
  }

  /** Past axios, which puts headers in order three times: 10 µs a request. */
  private plainHeaders(): http.OutgoingHttpHeaders {
    const { headers, body } = this.request;
    return { ...headers, 'content-length': body.byteLength };
  }

  private watch(request: http.ClientRequest): void {
    const flight: Flight = { request, socket: null, bytesRead: 0 };
    this.flight = flight;
    request.once('socket', (socket) => {
      flight.socket = socket;
      flight.bytesRead = socket.bytesRead;
      const note = () => (this.address = peerOf(socket));
      if (socket.connecting) socket.once('connect', note);
      else note();
    });
  }

  /** See the exchange of undici: the same rule, read from Node's request. */
  private mayResend({ code }: TransportFailure): boolean {
    if (code !== 'connection_reset' || this.flight === null || this.expired) {
      return false;
    }
    const { request, socket, bytesRead } = this.flight;
    return request.reusedSocket && socket?.bytesRead === bytesRead;
  }

  private read(response: unknown): void {
    if (!isResponse(response)) {
      const message =
        'An interceptor of the axios instance replaced the response by something else.';
      this.settle(failure('invalid_response', message, this.context()));
      return;
    }
    this.status = response.status;
    this.headers = flattenHeaders(response.headers);
    const { data } = response;
    if (data instanceof Readable) {
      this.readStream(data);
      return;
    }
    // An adapter or interceptor of the application's has read it already.
    if (typeof data === 'string' || Buffer.isBuffer(data)) this.body.push(Buffer.from(data));
    this.respond();
  }

  private readStream(stream: Readable): void {
    this.stream = stream;
    if (this.expired) stream.destroy();
    stream.on('data', (chunk: Buffer) => {
      if (this.body.push(chunk)) return;
      this.respond();
      stream.destroy();
    });
    stream.once('end', () => this.respond());
    stream.on('error', (error) => this.settle(failureOf(error, this.context())));
  }

  private expire(): void {
    this.settle(timeoutFailure(this.request.timeoutMs, this.context()));
    this.expired = true;
    this.abort?.abort();
    this.flight?.request.destroy();
    this.stream?.destroy();
  }

  private respond(): void {
    const { status, headers, address } = this;
    this.settle({
      kind: 'response',
      status: status ?? 0,
      headers,
      body: this.body.text(),
      address,
    });
  }

  /** The first end counts: a promise ignores what comes later. */
  private settle(result: TransportResult): void {
    clearTimeout(this.timer);
    this.resolve(result);
  }

  private context(): FailureContext {
    return { host: this.url.host, status: this.status, address: this.address };
  }
}

/** Others of axios's ways (`fetch`, HTTP/2) connect by themselves, past the guard, and follow redirects. */
const BY_NODE: AxiosRequestConfig = { adapter: 'http', httpVersion: 1 };
/** Without the defaults of `axios.create()`, which are merged into each request: 10 µs. */
const PLAIN = new Axios();
/** What the application's defaults may not change. */
const OVER_DEFAULTS: AxiosRequestConfig = {
  timeout: 0,
  allowAbsoluteUrls: true,
  maxBodyLength: Infinity,
  // No limit of axios's: any, even an infinite one, sends the response through a generator.
  maxContentLength: -1,
  insecureHTTPParser: false,
  validateStatus: () => true,
  // No function: around each one, axios puts all headers in order again.
  transformRequest: [],
  transformResponse: [],
};

/** axios would drop what is not allowed, and send the rest. */
function axiosHeaders(headers: Record<string, string>): NonNullable<AxiosRequestConfig['headers']> {
  for (const [name, value] of Object.entries(headers)) {
    http.validateHeaderName(name);
    http.validateHeaderValue(name, value);
  }
  return { accept: false, 'accept-encoding': false, ...headers };
}

function isResponse(value: unknown): value is { status: number; headers: object; data: unknown } {
  if (typeof value !== 'object' || value === null) return false;
  const { status, headers } = value as { status?: unknown; headers?: unknown };
  return typeof status === 'number' && typeof headers === 'object' && headers !== null;
}
