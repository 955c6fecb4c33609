import type { TestingModule } from '@nestjs/testing';
import { CLOCK, type Clock } from '../../clock/clock';
import { EndpointReader } from '../../registry/endpoint-reader';
import { HOOKLINE_DATA_SOURCE } from '../../storage/database';
import { EventWalker } from '../event-walker';
import { WebhookReplaysService } from '../webhook-replays.service';

/** The replays of a module, with all the time it takes to count: on a machine that stands still others give up. */
export function patientReplays(module: TestingModule): WebhookReplaysService {
  const clock: Clock = { now: () => module.get<Clock>(CLOCK).now(), monotonic: () => 0 };
  return new WebhookReplaysService(
    module.get(HOOKLINE_DATA_SOURCE),
    clock,
    module.get(EndpointReader),
    module.get(EventWalker),
  );
}
