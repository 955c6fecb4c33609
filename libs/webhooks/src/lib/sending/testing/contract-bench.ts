import type { AddressResolver } from '../../egress/address-resolver';
import { EgressGuard } from '../../egress/egress-guard';
import type { TransportRequest, TransportResult, WebhookTransport } from '../transport';
import { Receivers } from './receivers';

/** What a transport under test is made with. */
export interface ContractOptions {
  guard: EgressGuard;
  maxConnectionsPerOrigin?: number;
  ca?: string;
}

/** What the tests of the contract share. */
export class ContractBench {
  readonly receivers = new Receivers();
  private readonly transports: WebhookTransport[] = [];

  constructor(private readonly create: (options: ContractOptions) => WebhookTransport) {}

  /** A transport that may reach loopback. */
  transport(options: Partial<ContractOptions> = {}): WebhookTransport {
    const transport = this.create({ guard: this.guard(), ...options });
    this.transports.push(transport);
    return transport;
  }

  guard(resolver?: AddressResolver): EgressGuard {
    return new EgressGuard({
      allow: ['127.0.0.0/8'],
      allowInsecure: true,
      ...(resolver === undefined ? {} : { resolver }),
    });
  }

  send(url: string, request: RequestFields = {}): Promise<TransportResult> {
    return this.transport().send(requestTo(url, request));
  }

  async stop(): Promise<void> {
    await this.receivers.stop();
    await Promise.all(this.transports.splice(0).map((transport) => transport.close()));
  }
}

/** What a test cares about; the body as text. */
export type RequestFields = Partial<Omit<TransportRequest, 'body'>> & { body?: string };

/** A request with whatever a test does not care about filled in. */
export function requestTo(
  url: string,
  { body = '{}', ...request }: RequestFields = {},
): TransportRequest {
  return {
    url,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(body),
    timeoutMs: 10_000,
    maxResponseBytes: 65_536,
    ...request,
  };
}

/** Answers these addresses for every name. */
export function resolvesTo(...addresses: string[]): AddressResolver {
  return (_hostname, _options, callback) => {
    callback(
      null,
      addresses.map((address) => ({ address, family: 4 })),
    );
  };
}
