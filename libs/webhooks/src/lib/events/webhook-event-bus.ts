import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { HooklineError } from '../common/hookline.error';
import { AmbientTransaction } from './ambient-transaction';
import {
  EVENT_PUBLISH_PORT,
  type EventPublishPort,
  type PublishContext,
  type PublishedEvent,
} from './event-publish.port';
import type { EventInstance } from './event-types';
import { classesOf, webhookEventOf } from './webhook-event.decorator';

/** For whom and how {@link WebhookEventBus.emitAndForget} publishes, and whom it tells of a failure. */
export interface ForgetContext extends Omit<PublishContext, 'manager'> {
  /** Called when the event was not stored. What it throws is logged. */
  onError?: (error: unknown) => void;
}

/**
 * Announces events by their class. Name the events in the type parameter, and nothing else is
 * accepted.
 *
 * @example
 * ```ts
 * constructor(private readonly bus: WebhookEventBus<ProjectCreated | ProjectDeleted>) {}
 * …
 * await this.bus.emit(new ProjectCreated(project), { tenantId: project.tenantId });
 * ```
 */
@Injectable()
export class WebhookEventBus<Events extends object = object> implements OnModuleDestroy {
  private readonly logger = new Logger('WebhookEventBus');
  private readonly forgotten = new Set<Promise<void>>();

  constructor(
    @Inject(EVENT_PUBLISH_PORT) private readonly port: EventPublishPort,
    private readonly ambient: AmbientTransaction,
  ) {}

  /**
   * Publishes an event. Resolves when it is durable; in a transaction (`context.manager`, otherwise
   * the one that is open around the call) when it is written, so that it goes out with the commit.
   * @throws EventInvalidError, EventUnknownError, TenantMissingError, PayloadTooLargeError and what
   * the database throws; the event is not stored then
   */
  async emit<Event extends Events>(
    event: EventInstance<Event>,
    context: PublishContext = {},
  ): Promise<PublishedEvent> {
    const manager = context.manager ?? this.ambient.manager();
    return this.port.publish(event, manager ? { ...context, manager } : context);
  }

  /**
   * Publishes an event without making the caller wait, and never throws. It is not part of the
   * caller's transaction: it goes out even when that rolls back, and its failure does not break it. A
   * failure is logged (without the payload) and told to `onError`. A stopping application waits for it.
   */
  emitAndForget<Event extends Events>(
    event: EventInstance<Event>,
    context: ForgetContext = {},
  ): void {
    const { onError, ...rest } = context;
    const publishing = this.publishQuietly(event, rest, onError).finally(() => {
      this.forgotten.delete(publishing);
    });
    this.forgotten.add(publishing);
  }

  /** @internal */
  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.forgotten);
  }

  private async publishQuietly(
    event: object,
    context: PublishContext,
    onError: ForgetContext['onError'],
  ): Promise<void> {
    try {
      await this.ambient.runOutside(() => this.port.publish(event, context));
    } catch (error) {
      this.logger.error(`Event "${labelOf(event)}" was not published: ${reasonOf(error)}`);
      this.tell(event, error, onError);
    }
  }

  private tell(event: object, error: unknown, onError: ForgetContext['onError']): void {
    try {
      onError?.(error);
    } catch (thrown) {
      this.logger.error(`onError of event "${labelOf(event)}" threw: ${reasonOf(thrown)}`);
    }
  }
}

function labelOf(event: object): string {
  const [nearest] = classesOf(event);
  const declaring = classesOf(event).find((candidate) => webhookEventOf(candidate));
  return (declaring && webhookEventOf(declaring)?.type) ?? nearest?.name ?? 'of no class';
}

/** A foreign error's message may quote the payload; ours never do. */
function reasonOf(error: unknown): string {
  if (error instanceof HooklineError) return `${error.message} [${error.code}]`;
  if (!(error instanceof Error)) return 'something that is not an Error was thrown';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.name} (${code})` : error.name;
}
