import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { PayloadSchema } from '../../events/payload-schema';
import type { EventDescriptor } from '../../events/event-catalog';

/** An event that this application publishes. */
@ApiSchema({ name: 'WebhookEventDescription' })
export class EventDto implements EventDescriptor {
  @ApiProperty({ example: 'project.created' })
  type!: string;

  @ApiProperty({ example: 'ProjectCreated' })
  name!: string;

  @ApiProperty({ type: String, nullable: true })
  description!: string | null;

  @ApiProperty({ example: '1' })
  version!: string;

  @ApiProperty()
  deprecated!: boolean;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  example!: unknown;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'How long after it was published it is of use. Null for ever.',
  })
  expiresAfterMs!: number | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'JSON Schema of `data`.',
    example: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
  })
  schema!: PayloadSchema;
}

/** The catalog. */
@ApiSchema({ name: 'WebhookEventList' })
export class EventListDto {
  @ApiProperty({ type: [EventDto] })
  items!: EventDto[];
}
