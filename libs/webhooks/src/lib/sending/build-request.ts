import { createWebhookHeaders } from '@hookline/verify';
import { encodeId } from '../common/ids';
import type { SendTarget } from './send-target';
import type { TransportRequest } from './transport';

/** What sending needs to know of a delivery. Ids are stored uuids. */
export interface SendableDelivery {
  id: string;
  eventId: string;
  eventType: string;
  /** The event's envelope: the exact bytes. */
  body: Uint8Array;
  /** Attempts already made. */
  attempts: number;
}

/** What one attempt adds to a delivery and its endpoint. */
export interface AttemptContext {
  /** Clock time, in ms. */
  nowMs: number;
  userAgent: string;
  /** 1 for the first. */
  attemptNumber: number;
  maxResponseBytes: number;
}

/**
 * The signed request of one attempt. The body and the id are the same on every attempt; the
 * timestamp, and with it the signature, is of now. The scheme is that of the endpoint's keys. The
 * endpoint's own headers come first, so that they never replace ours.
 *
 * @throws {InvalidMessageError} (of `@hookline/verify`) when it can't be signed
 */
export function buildRequest(
  delivery: SendableDelivery,
  target: SendTarget,
  { nowMs, userAgent, attemptNumber, maxResponseBytes }: AttemptContext,
): TransportRequest {
  const id = encodeId('evt', delivery.eventId);
  const timestampSeconds = Math.floor(nowMs / 1_000);
  const { body } = delivery;
  return {
    url: target.url,
    body,
    timeoutMs: target.timeoutMs,
    maxResponseBytes,
    headers: {
      accept: '*/*',
      ...target.headers,
      'accept-encoding': 'identity',
      'content-type': 'application/json',
      'user-agent': userAgent,
      ...createWebhookHeaders({ id, timestampSeconds, body, keys: target.signingKeys }),
      'x-webhook-event': delivery.eventType,
      'x-webhook-delivery': encodeId('dlv', delivery.id),
      'x-webhook-endpoint': encodeId('ep', target.id),
      'x-webhook-attempt': String(attemptNumber),
    },
  };
}
