import { Injectable } from '@nestjs/common';
import { LaneKeeper } from './lane-keeper';
import { Sweeper } from './sweeper';

/** The two that take work out of Postgres: what is due for anybody, and what lanes let through. */
@Injectable()
export class WorkTakers {
  constructor(
    private readonly sweeper: Sweeper,
    private readonly keeper: LaneKeeper,
  ) {}

  start(): void {
    this.sweeper.start();
    this.keeper.start();
  }

  /** Look now, instead of the next time. */
  wake(): void {
    this.sweeper.wake();
    this.keeper.look();
  }

  /** Take nothing more. */
  async stop(): Promise<void> {
    await Promise.all([this.sweeper.stop(), this.keeper.stop()]);
  }
}
