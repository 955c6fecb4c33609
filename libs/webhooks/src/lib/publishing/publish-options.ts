import type { EntityManager } from 'typeorm';
import type { PublishContext, PublishedEvent } from '../events/event-publish.port';

/** How an event is published. */
export interface PublishOptions extends Omit<PublishContext, 'manager'> {
  /**
   * The caller's transaction: the event is written in it, and goes out only if it commits. Without
   * an open transaction the event is committed by itself.
   */
  manager?: EntityManager;
}

/** One of many events to publish together. */
export interface PublishManyItem extends Omit<PublishOptions, 'manager'> {
  event: object;
}

/** What became of one of many events that were published each for itself: stored, or why not. */
export type PublishResult =
  { published: PublishedEvent; error?: never } | { error: unknown; published?: never };
