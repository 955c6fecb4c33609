import { IsString } from 'class-validator';
import { TEST_EVENT } from '../common/test-event';
import { WebhookEvent } from './webhook-event.decorator';

const MESSAGE = 'This is a test. If you can read it, your endpoint works.';

/** The built-in event that `testEndpoint` sends. It is in every catalog. */
@WebhookEvent(TEST_EVENT, {
  description: 'Sent on request, to see whether an endpoint works',
  example: { message: MESSAGE },
})
export class WebhookTest {
  @IsString() message = MESSAGE;
}
