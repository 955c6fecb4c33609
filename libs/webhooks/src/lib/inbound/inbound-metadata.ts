import type { Type } from '@nestjs/common';
import type { TransactionManager } from '../events/event-publish.port';
import type { InboundMessage } from './inbound-verifier';

const METADATA = 'hookline:inbound-webhook';

/** What `@InboundWebhook` says of a method. */
export interface InboundMetadata {
  source: string;
  payload: Type<object> | undefined;
}

/** A message that is being handled, and the transaction that it is handled in. */
export interface ReceivedMessage<Payload = unknown> extends InboundMessage<Payload> {
  /** Name of the source among the options. */
  source: string;
  /** The manager of the handler's transaction; TypeORM's `EntityManager`, unless another library opened it. */
  manager: TransactionManager;
}

const received = new WeakMap<object, ReceivedMessage>();

export function setInboundMetadata(method: object, metadata: InboundMetadata): void {
  Reflect.defineMetadata(METADATA, metadata, method);
}

export function inboundMetadataOf(method: unknown): InboundMetadata | undefined {
  if (typeof method !== 'function') return undefined;
  return Reflect.getMetadata(METADATA, method) as InboundMetadata | undefined;
}

export function inboundSourceOf(method: unknown): string | undefined {
  return inboundMetadataOf(method)?.source;
}

/** Remembers the message of a request for the parameters of its handler. */
export function setReceived(request: object, message: ReceivedMessage): void {
  received.set(request, message);
}

export function receivedOf(request: object): ReceivedMessage {
  const message = received.get(request);
  if (message !== undefined) return message;
  throw new Error('A parameter asks for an inbound message on a method without @InboundWebhook.');
}
