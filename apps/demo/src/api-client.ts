import type {
  CreatedEndpoint,
  Delivery,
  DeliveryWithAttempts,
  Endpoint,
  Page,
  RetryPolicy,
} from '@hookline/contracts';
import { request } from 'undici';

const REQUEST_TIMEOUT_MS = 10_000;

/** What the demo's endpoints are created from. */
export interface EndpointSettings {
  name: string;
  url: string;
  events: string[];
  retryPolicy?: RetryPolicy;
  timeoutMs?: number;
  metadata?: object;
}

/** The host's HTTP API, as far as the demo uses it. */
export class ApiClient {
  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly signal: AbortSignal,
  ) {}

  createEndpoint(settings: EndpointSettings): Promise<CreatedEndpoint> {
    return this.call('POST', '/api/webhooks', settings);
  }

  readEndpoint(id: string): Promise<Endpoint> {
    return this.call('GET', `/api/webhooks/${id}`);
  }

  /** The demo makes fewer deliveries than one page holds. */
  async listDeliveries(endpointId: string): Promise<Delivery[]> {
    const path = `/api/webhooks/${endpointId}/deliveries?limit=100`;
    const { items } = await this.call<Page<Delivery>>('GET', path);
    return items;
  }

  readDelivery(id: string): Promise<DeliveryWithAttempts> {
    return this.call('GET', `/api/webhooks/deliveries/${id}`);
  }

  /** A call of the domain: projects, sessions and documents. */
  async change(method: string, path: string, body?: object): Promise<{ id: string }> {
    return this.call(method, `/api${path}`, body);
  }

  private async call<Result>(method: string, path: string, body?: object): Promise<Result> {
    const response = await request(`${this.url}${path}`, {
      method: method as 'GET',
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.any([this.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
    });
    const text = await response.body.text();
    if (response.statusCode >= 300) {
      throw new Error(`${method} ${path} answered ${response.statusCode}: ${text}`);
    }
    return (text === '' ? undefined : JSON.parse(text)) as Result;
  }
}
