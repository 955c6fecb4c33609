import { Inject, Injectable } from '@nestjs/common';
import type { DeliveryId } from '@hookline/contracts';
import { setTimeout as delay } from 'node:timers/promises';
import { CLOCK, type Clock } from '../clock/clock';
import { encodeId, newUuid } from '../common/ids';
import { serializeEnvelope } from '../events/envelope';
import { WebhookTest } from '../events/webhook-test.event';
import { WebhookDeliveriesService } from '../monitoring/webhook-deliveries.service';
import type { EndpointTestResult, TestSender } from '../registry/test-sender';
import { EventWriter } from './event-writer';

/** Long enough for the longest timeout an endpoint may have, and for a worker elsewhere to take it. */
const PATIENCE_MS = 70_000;
/** How often the outcome is looked for; the worker may be another process. */
const LOOK_INTERVAL_MS = 50;

/** Sends a signed `webhook.test` on the way of every delivery, and waits for its attempt. */
@Injectable()
export class EndpointTester implements TestSender {
  constructor(
    private readonly writer: EventWriter,
    private readonly deliveries: WebhookDeliveriesService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async sendTest(endpointId: string, tenantId: string): Promise<EndpointTestResult> {
    const id = newUuid();
    const createdAt = this.clock.now();
    const type = 'webhook.test';
    const data = new WebhookTest();
    const envelope = { id: encodeId('evt', id), type, timestampMs: createdAt, data };
    const draft = {
      id,
      tenantId,
      type,
      body: Buffer.from(serializeEnvelope(envelope)),
      subject: null,
      tags: [],
      createdAt,
      // Somebody waits for the answer.
      priority: 9,
      trigger: 'test' as const,
      deliveries: [{ id: newUuid(), endpointId, owner: null }],
    };
    const [published] = await this.writer.write([{ draft, idempotency: undefined }]);
    return this.outcome(tenantId, published?.deliveries[0] as DeliveryId);
  }

  private async outcome(tenantId: string, deliveryId: DeliveryId): Promise<EndpointTestResult> {
    const giveUpAt = this.clock.monotonic() + PATIENCE_MS;
    while (this.clock.monotonic() < giveUpAt) {
      const delivery = await this.deliveries.findById(tenantId, deliveryId);
      if (delivery.completedAt !== null) {
        const attempt = delivery.attemptLog[0] ?? null;
        return { deliveryId, delivered: delivery.status === 'delivered', attempt };
      }
      await delay(LOOK_INTERVAL_MS);
    }
    return { deliveryId, delivered: false, attempt: null };
  }
}
