import { Inject, Injectable, Logger } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import type { AttemptOutcome } from './attempt-outcome';
import { buildRequest, type SendableDelivery } from './build-request';
import { concealSent } from './conceal-sent';
import { judgeResult } from './judge-result';
import type { SendTarget } from './send-target';
import {
  WEBHOOK_TRANSPORT,
  type TransportFailure,
  type TransportRequest,
  type TransportResult,
  type WebhookTransport,
} from './transport';
import { failure } from './transport-failure';
import { USER_AGENT } from './user-agent';

/**
 * Makes one attempt at a delivery: signs the stored bytes, sends them, and answers what became of
 * it. Never throws: whatever the network, the receiver or the signing does is in the outcome.
 *
 * @example
 * ```ts
 * const outcome = await sender.attempt(delivery, target);
 * const next = decideNext({ outcome, attempts: delivery.attempts + 1, policy, random });
 * ```
 */
@Injectable()
export class DeliverySender {
  private readonly logger = new Logger(DeliverySender.name);

  constructor(
    @Inject(WEBHOOK_TRANSPORT) private readonly transport: WebhookTransport,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(WEBHOOKS_CONFIG) private readonly config: Pick<WebhooksConfig, 'delivery'>,
  ) {}

  /** The attempt after those that `delivery.attempts` counts. */
  async attempt(delivery: SendableDelivery, target: SendTarget): Promise<AttemptOutcome> {
    const startedAt = this.clock.now();
    const started = this.clock.monotonic();
    const prepared = this.prepare(delivery, target, startedAt);
    const result = 'kind' in prepared ? prepared : await this.call(prepared);
    const { storedResponseBytes } = this.config.delivery;
    return judgeResult(concealSent(result, target.headers, storedResponseBytes), {
      startedAt,
      durationMs: this.clock.monotonic() - started,
      endedAt: this.clock.now(),
      retryStatuses: target.retryStatuses,
      storedResponseBytes,
    });
  }

  private prepare(
    delivery: SendableDelivery,
    target: SendTarget,
    nowMs: number,
  ): TransportRequest | TransportFailure {
    try {
      return buildRequest(delivery, target, {
        nowMs,
        userAgent: USER_AGENT,
        attemptNumber: delivery.attempts + 1,
        maxResponseBytes: this.config.delivery.maxResponseBytes,
      });
    } catch (error) {
      const message =
        target.signingKeys.length === 0
          ? 'Not sent: the endpoint has no live secret to sign with.'
          : `Not sent: the request could not be signed (${nameOf(error)}).`;
      return failure('signature', message, { host: '' });
    }
  }

  /** A transport of the application's own may break its promise never to reject. */
  private async call(request: TransportRequest): Promise<TransportResult> {
    try {
      return await this.transport.send(request);
    } catch (error) {
      // The name alone: a message may quote the request, and with it a secret.
      const name = nameOf(error);
      this.logger.error(`The transport threw ${name}; the attempt counts as failed.`);
      return failure('unknown', `Unexpected error while sending (${name}).`, { host: '' });
    }
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
