import { Injectable } from '@nestjs/common';

/**
 * The statements under way that make this process the owner of deliveries. Until its answer has come,
 * what such a statement took is in Postgres and not yet in memory.
 */
@Injectable()
export class ComingDeliveries {
  private readonly underWay = new Set<Promise<unknown>>();

  /** Notes a statement, and the taking over of what it answers, until both have ended. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    const promise = work();
    this.underWay.add(promise);
    try {
      return await promise;
    } finally {
      this.underWay.delete(promise);
    }
  }

  /** Resolves when all that are under way now have ended, however they end. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.underWay);
  }
}
