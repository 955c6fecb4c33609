import type { NoticeData, NoticeType } from '@hookline/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { reasonOf } from './reason-of';

/** What a listener is told: the notice's type, whose it is, and what it says. */
export type ToldNotice = {
  [Type in NoticeType]: { type: Type; tenantId: string; data: NoticeData[Type] };
}[NoticeType];

/** A notice of one type. */
export type NoticeOf<Type extends NoticeType> = Extract<ToldNotice, { type: Type }>;

type Listener = (notice: ToldNotice) => unknown;

/** Who wants to be told of notices in this process. */
@Injectable()
export class NoticeListeners {
  private readonly logger = new Logger('WebhookEventBus');
  private readonly byType = new Map<NoticeType, Set<Listener>>();

  /** Answers how to stop listening. */
  add<Type extends NoticeType>(
    type: Type,
    listener: (notice: NoticeOf<Type>) => unknown,
  ): () => void {
    const listeners = this.byType.get(type) ?? new Set<Listener>();
    this.byType.set(type, listeners);
    listeners.add(listener as Listener);
    return () => void listeners.delete(listener as Listener);
  }

  /** Tells everybody; what they throw or reject with is logged. */
  tell(notice: ToldNotice): void {
    for (const listener of this.byType.get(notice.type) ?? []) {
      void this.call(listener, notice);
    }
  }

  private async call(listener: Listener, notice: ToldNotice): Promise<void> {
    try {
      await listener(notice);
    } catch (error) {
      this.logger.error(`A listener to "${notice.type}" failed: ${reasonOf(error)}`);
    }
  }
}
