import {
  type EventPublishPort,
  type PublishContext,
  type PublishedEvent,
} from '../event-publish.port';

/** One call of the port. */
export interface RecordedPublish {
  event: object;
  context: PublishContext;
}

/** Stands for publishing: remembers what it was asked to publish, or fails when it is told to. */
export class RecordingPublisher implements EventPublishPort {
  readonly published: RecordedPublish[] = [];
  failure: Error | undefined;

  publish(event: object, context: PublishContext): Promise<PublishedEvent> {
    if (this.failure) return Promise.reject(this.failure);
    this.published.push({ event, context });
    return Promise.resolve({ id: 'evt_1', deliveries: [], duplicate: false });
  }
}
