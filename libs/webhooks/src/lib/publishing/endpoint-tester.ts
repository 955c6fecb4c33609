import { Inject, Injectable } from '@nestjs/common';
import type { DeliveryId } from '@hookline/contracts';
import { setTimeout as delay } from 'node:timers/promises';
import { CLOCK, type Clock } from '../clock/clock';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { encodeId, newUuid } from '../common/ids';
import { TEST_EVENT } from '../common/test-event';
import { serializeEnvelope } from '../events/envelope';
import { EventCatalog } from '../events/event-catalog';
import { WebhookDeliveriesService } from '../monitoring/webhook-deliveries.service';
import { NO_LIMITS } from '../policy/lane-settings';
import type { EndpointTestResult, TestSender } from '../registry/test-sender';
import type { EventContent } from '../storage/event-draft';
import type { AddressedEvent } from './addressed-event';
import { EventWriter } from './event-writer';

/** Long enough for the longest timeout an endpoint may have, and for a worker elsewhere to take it. */
const PATIENCE_MS = 70_000;
/** How often the outcome is looked for; the worker may be another process. */
const LOOK_INTERVAL_MS = 50;

/** Sends a signed example of an event on the way of every delivery, and waits for its attempt. */
@Injectable()
export class EndpointTester implements TestSender {
  constructor(
    private readonly writer: EventWriter,
    private readonly deliveries: WebhookDeliveriesService,
    private readonly catalog: EventCatalog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async sendTest(endpointId: string, tenantId: string, type: string): Promise<EndpointTestResult> {
    const event = this.event(endpointId, tenantId, type);
    const [published] = await this.writer.write([{ event, idempotency: undefined }]);
    return this.outcome(tenantId, published?.deliveries[0] as DeliveryId);
  }

  private event(endpointId: string, tenantId: string, type: string): AddressedEvent {
    const data = this.exampleOf(type);
    const id = newUuid();
    const createdAt = this.clock.now();
    const envelope = { id: encodeId('evt', id), type, timestampMs: createdAt, data };
    const content: EventContent = {
      id,
      tenantId,
      type,
      body: Buffer.from(serializeEnvelope(envelope)),
      subject: null,
      tags: [TEST_EVENT],
      createdAt,
      expiresAt: null,
      // Somebody waits for the answer.
      priority: 9,
      orderingKey: null,
      trigger: 'test',
    };
    return { content, endpoints: [{ id: endpointId, lane: NO_LIMITS }] };
  }

  private exampleOf(type: string): unknown {
    const known = this.catalog.find(type);
    if (known !== undefined) return known.descriptor.example;
    const message = 'must be an event type of the catalog';
    throw new ValidationFailedError([{ field: 'type', message }]);
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
