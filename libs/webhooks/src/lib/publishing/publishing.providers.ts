import type { Provider } from '@nestjs/common';
import { EVENT_PUBLISH_PORT } from '../events/event-publish.port';
import { TEST_SENDER } from '../registry/test-sender';
import { ComingDeliveries } from '../storage/coming-deliveries';
import { CallerTransactions } from './caller-transactions';
import { CommittedEvents } from './committed-events';
import { EndpointTester } from './endpoint-tester';
import { EventDrafter } from './event-drafter';
import { EventWriter } from './event-writer';
import { GroupCommit } from './group-commit';
import { WebhookPublisher } from './webhook-publisher';

/** The room's providers. They need a `HAND_OFF`. */
export const PUBLISHING_PROVIDERS: Provider[] = [
  CallerTransactions,
  ComingDeliveries,
  CommittedEvents,
  GroupCommit,
  EventWriter,
  EventDrafter,
  WebhookPublisher,
  { provide: EVENT_PUBLISH_PORT, useExisting: WebhookPublisher },
  EndpointTester,
  { provide: TEST_SENDER, useExisting: EndpointTester },
];
