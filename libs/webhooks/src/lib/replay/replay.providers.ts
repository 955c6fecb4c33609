import type { Provider } from '@nestjs/common';
import { EventWalker } from './event-walker';
import { ReplayRunner } from './replay-runner';
import { WebhookReplaysService } from './webhook-replays.service';

/** The room's providers. They need the registry's, the clock and the TypeORM data source. */
export const REPLAY_PROVIDERS: Provider[] = [EventWalker, ReplayRunner, WebhookReplaysService];
