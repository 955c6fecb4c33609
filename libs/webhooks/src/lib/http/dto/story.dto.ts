import {
  STORY_OBSTACLES,
  type EndpointId,
  type EndpointStory,
  type EventId,
  type EventStory,
  type StoryObstacle,
} from '@hookline/contracts';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { DeliveryWithAttemptsDto } from './delivery.dto';

/** What became of an event at one endpoint. */
@ApiSchema({ name: 'WebhookEndpointStory' })
export class EndpointStoryDto implements EndpointStory {
  @ApiProperty({ type: String, example: 'ep_01kamqz0x3f1v9p0c6c2q1b7zd' })
  endpointId!: EndpointId;

  @ApiProperty({ example: 'billing' })
  endpointName!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'project.*',
    description: 'The first pattern that has the type, by the settings of today.',
  })
  pattern!: string | null;

  @ApiProperty({ description: 'Whether the settings were changed after the event.' })
  changedSince!: boolean;

  @ApiProperty({ enum: STORY_OBSTACLES, isArray: true, description: 'Why there is no delivery.' })
  obstacles!: StoryObstacle[];

  @ApiProperty({ type: [DeliveryWithAttemptsDto], description: 'Oldest first.' })
  deliveries!: DeliveryWithAttemptsDto[];

  @ApiProperty({
    description: 'For people; may change.',
    example: 'Not sent: its filter does not want this payload.',
  })
  summary!: string;
}

/** What became of an event, endpoint by endpoint. */
@ApiSchema({ name: 'WebhookEventStory' })
export class EventStoryDto implements EventStory {
  @ApiProperty({ type: String, example: 'evt_01kamqz0x3f1v9p0c6c2q1b7zd' })
  id!: EventId;

  @ApiProperty({ example: 'project.created' })
  type!: string;

  @ApiProperty({ example: 'acme' })
  tenantId!: string;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it stops being of use. Null for never.',
  })
  expiresAt!: string | null;

  @ApiProperty({ type: String, nullable: true })
  subject!: string | null;

  @ApiProperty({ type: [String] })
  tags!: string[];

  @ApiProperty({ type: [EndpointStoryDto] })
  endpoints!: EndpointStoryDto[];
}
