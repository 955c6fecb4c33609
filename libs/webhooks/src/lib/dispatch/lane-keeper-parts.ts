import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import { DrainedLanes } from '../lanes/drained-lanes';
import { OWNERSHIP, type Ownership } from '../lanes/ownership';
import { DATABASE, type Database } from '../storage/database';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';

/** What the keeper is made of, beside those that work for it. */
@Injectable()
export class LaneKeeperParts {
  constructor(
    @Inject(DATABASE) readonly database: Database,
    @Inject(WEBHOOKS_CONFIG) readonly config: WebhooksConfig,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(OWNERSHIP) readonly ownership: Ownership,
    readonly drains: DrainedLanes,
  ) {}
}
