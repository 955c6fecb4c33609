import type { VerificationMethod } from '@hookline/contracts';
import { createWebhookHeaders, generateEventId } from '@hookline/verify';
import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { CLOCK, type Clock } from '../clock/clock';
import { isSuccessStatus } from '../policy/retry-statuses';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { echoes, readConsent, type Consent } from './consent';
import type { SendTarget } from './send-target';
import {
  WEBHOOK_TRANSPORT,
  type TransportRequest,
  type TransportResponse,
  type WebhookTransport,
} from './transport';
import { USER_AGENT } from './user-agent';

/** What came of asking a receiver. */
export interface ProbeResult {
  consent: Consent;
  /** `null` when no answer arrived. */
  status: number | null;
}

/** 256 bits: nobody guesses it, and it lives for one exchange. */
const TOKEN_BYTES = 32;

/**
 * Asks a receiver whether it wants webhooks. It goes by the transport of every delivery, and so through
 * the egress guard; redirects are not followed. Never throws for what the network does.
 */
@Injectable()
export class EndpointProbe {
  constructor(
    @Inject(WEBHOOK_TRANSPORT) private readonly transport: WebhookTransport,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(WEBHOOKS_CONFIG)
    private readonly config: Pick<WebhooksConfig, 'delivery' | 'endpointVerification'>,
  ) {}

  ask(target: SendTarget, method: VerificationMethod): Promise<ProbeResult> {
    return method === 'handshake' ? this.handshake(target) : this.challenge(target);
  }

  /** CloudEvents, "HTTP 1.1 Web Hooks for Event Delivery", section 4: the receiver names our origin. */
  private handshake(target: SendTarget): Promise<ProbeResult> {
    const { origin } = this.config.endpointVerification;
    const request = this.request(target, { 'webhook-request-origin': origin }, new Uint8Array());
    return this.exchange({ ...request, method: 'OPTIONS' }, ({ headers }) =>
      readConsent(headers, origin),
    );
  }

  /** A message signed as all will be; whoever can verify it knows from whom it is, and answers its token. */
  private challenge(target: SendTarget): Promise<ProbeResult> {
    const now = this.clock.now();
    const id = generateEventId(now);
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const type = 'webhook.challenge';
    const timestamp = new Date(now).toISOString();
    const message = { id, type, timestamp, data: { challenge: token } };
    const body = Buffer.from(JSON.stringify(message));
    const timestampSeconds = Math.floor(now / 1_000);
    const keys = target.signingKeys;
    const headers = {
      'content-type': 'application/json',
      ...createWebhookHeaders({ id, timestampSeconds, body, keys, type }),
    };
    return this.exchange(this.request(target, headers, body), (response) => {
      if (echoes(response.body, token)) return { agreed: true, allowedRate: null };
      return {
        agreed: false,
        problem:
          'The receiver did not answer the token: a body of `{"challenge":"<token>"}`, or the token alone, is expected.',
      };
    });
  }

  private request(
    target: SendTarget,
    headers: Record<string, string>,
    body: Uint8Array,
  ): TransportRequest {
    return {
      url: target.url,
      body,
      timeoutMs: target.timeoutMs,
      maxResponseBytes: this.config.delivery.maxResponseBytes,
      headers: {
        accept: '*/*',
        ...target.headers,
        'accept-encoding': 'identity',
        'user-agent': USER_AGENT,
        ...headers,
      },
    };
  }

  private async exchange(
    request: TransportRequest,
    judge: (response: TransportResponse) => Consent,
  ): Promise<ProbeResult> {
    const result = await this.transport.send(request);
    const { status } = result;
    if (result.kind === 'failure') {
      return { status, consent: { agreed: false, problem: result.message } };
    }
    if (isSuccessStatus(result.status)) return { status, consent: judge(result) };
    const problem = `The receiver answered ${result.status}; 2xx is expected.`;
    return { status, consent: { agreed: false, problem } };
  }
}
