import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { flattenHeaders, ResponseBody } from '../response-body';
import type { TransportFailure, TransportRequest, TransportResult } from '../transport';
import { failureOf, timeoutFailure, type FailureContext } from '../transport-failure';
import type { Connection, Flight } from './connection';
import type { Borrower, OriginPool } from './origin-pool';

/** One request, from its wait for a connection to the last byte of the response, under one timer. */
export class UndiciExchange implements Dispatcher.DispatchHandler, Borrower {
  private readonly timer: NodeJS.Timeout;
  private readonly body: ResponseBody;
  private connection: Connection | null = null;
  private controller: Dispatcher.DispatchController | null = null;
  private flight: Flight | null = null;
  private status: number | null = null;
  private headers: IncomingHttpHeaders = {};
  private resent = false;
  private settled = false;

  constructor(
    private readonly request: TransportRequest,
    private readonly url: URL,
    private readonly pool: OriginPool,
    private readonly resolve: (result: TransportResult) => void,
  ) {
    this.body = new ResponseBody(request.maxResponseBytes);
    this.timer = setTimeout(() => this.expire(), request.timeoutMs);
  }

  start(): void {
    this.pool.borrow(this);
  }

  assign(connection: Connection): void {
    this.connection = connection;
    const { method = 'POST', headers, body } = this.request;
    const path = this.url.pathname + this.url.search;
    connection.client.dispatch({ method, path, headers, body }, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    this.flight = this.connection?.depart() ?? null;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    // What comes before the final status (103 Early Hints) says nothing.
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.settled || this.body.push(chunk)) return;
    this.respond();
    this.abandon();
  }

  onResponseEnd(): void {
    if (this.settled) return;
    this.respond();
    this.returnConnection();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.settled) return;
    const failure = failureOf(error, this.context());
    if (this.mayResend(failure)) {
      this.resend();
      return;
    }
    this.settle(failure);
    this.returnConnection();
  }

  /**
   * A receiver may close an idle connection just when a request is on its way. Nothing was answered
   * on a connection that had worked before: the request was most likely not even read, and asking
   * again at once is what every HTTP client does. The webhook's id makes a second arrival harmless.
   */
  private mayResend({ code }: TransportFailure): boolean {
    const { flight } = this;
    if (this.resent || flight === null || code !== 'connection_reset') return false;
    return flight.reused && flight.socket.bytesRead === flight.bytesRead;
  }

  private resend(): void {
    this.resent = true;
    const stale = this.connection;
    this.connection = null;
    this.controller = null;
    this.flight = null;
    // undici is still busy with the connection that ended.
    queueMicrotask(() => {
      if (stale === null) return;
      if (this.settled) this.pool.discard(stale);
      else this.assign(this.pool.replace(stale));
    });
  }

  private expire(): void {
    this.settle(timeoutFailure(this.request.timeoutMs, this.context()));
    if (this.connection === null) this.pool.cancel(this);
    else this.abandon();
  }

  /** Ends the exchange on the wire, wherever it is: connecting, waiting, or reading. */
  private abandon(): void {
    const { connection, controller } = this;
    this.connection = null;
    controller?.abort(new Error('abandoned'));
    queueMicrotask(() => {
      if (connection !== null) this.pool.discard(connection);
    });
  }

  private returnConnection(): void {
    const { connection } = this;
    this.connection = null;
    // Only then has undici finished with the response, and closed what may not be used again.
    queueMicrotask(() => {
      if (connection !== null) this.pool.giveBack(connection);
    });
  }

  private respond(): void {
    this.settle({
      kind: 'response',
      status: this.status ?? 0,
      headers: flattenHeaders(this.headers),
      body: this.body.text(),
      address: this.flight?.address ?? null,
    });
  }

  private settle(result: TransportResult): void {
    this.settled = true;
    clearTimeout(this.timer);
    this.resolve(result);
  }

  private context(): FailureContext {
    return {
      host: this.url.host,
      status: this.status,
      address: this.flight?.address ?? null,
    };
  }
}
