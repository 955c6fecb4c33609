import type { Provider } from '@nestjs/common';
import { EVENT_PUBLISH_PORT } from '../events/event-publish.port';
import { DELIVERY_WAKER } from '../monitoring/delivery-waker';
import { NOTICE_SINK } from '../registry/notices';
import { TEST_SENDER } from '../registry/test-sender';
import { ComingDeliveries } from '../storage/coming-deliveries';
import { CallerTransactions } from './caller-transactions';
import { CommittedEvents } from './committed-events';
import { EndpointTester } from './endpoint-tester';
import { EventObservers } from './event-observers';
import { EventDrafter } from './event-drafter';
import { EventWriter } from './event-writer';
import { GroupCommit } from './group-commit';
import { HAND_OFF } from './hand-off';
import { NoticePublisher } from './notice-publisher';
import { OtherTenants } from './other-tenants';
import { WaitingEvents } from './waiting-events';
import { WebhookPublisher } from './webhook-publisher';

/** The room's providers. They need a `HAND_OFF`. */
export const PUBLISHING_PROVIDERS: Provider[] = [
  CallerTransactions,
  ComingDeliveries,
  CommittedEvents,
  EventObservers,
  OtherTenants,
  WaitingEvents,
  GroupCommit,
  EventWriter,
  EventDrafter,
  WebhookPublisher,
  NoticePublisher,
  { provide: NOTICE_SINK, useExisting: NoticePublisher },
  { provide: EVENT_PUBLISH_PORT, useExisting: WebhookPublisher },
  EndpointTester,
  { provide: DELIVERY_WAKER, useExisting: HAND_OFF },
  { provide: TEST_SENDER, useExisting: EndpointTester },
];
