import {
  ORDERING_CONTINUATIONS,
  ORDERING_SCOPES,
  type EndpointOrdering,
  type EndpointRateLimit,
  type OrderingContinuation,
  type OrderingScope,
} from '@hookline/contracts';
import { ApiProperty, ApiSchema, PartialType } from '@nestjs/swagger';
import { DEFAULT_ORDERING, DEFAULT_RATE_LIMIT } from '../../policy/lane-settings';
import { BURST_RANGE, RATE_RANGE } from '../../policy/parse-lane-settings';

/** How many deliveries an endpoint gets in a time. */
@ApiSchema({ name: 'WebhookRateLimit' })
export class EndpointRateLimitDto implements EndpointRateLimit {
  @ApiProperty({
    type: 'number',
    minimum: RATE_RANGE.min,
    maximum: RATE_RANGE.max,
    default: DEFAULT_RATE_LIMIT.perSecond,
    description: 'Deliveries a second; one every ten seconds is 0.1.',
  })
  perSecond!: number;

  @ApiProperty({
    type: 'integer',
    minimum: BURST_RANGE.min,
    maximum: BURST_RANGE.max,
    default: DEFAULT_RATE_LIMIT.burst,
    description: 'How many go at once after a silence.',
  })
  burst!: number;
}

/** A rate limit, for the description only: the registry reads it. */
@ApiSchema({
  name: 'WebhookRateLimitInput',
  description: 'What is left out has its default; `{}` switches the limit on.',
})
export class RateLimitInputDto extends PartialType(EndpointRateLimitDto) {}

/** In which order an endpoint gets its deliveries. */
@ApiSchema({ name: 'WebhookOrdering' })
export class EndpointOrderingDto implements EndpointOrdering {
  @ApiProperty({
    type: String,
    enum: ORDERING_SCOPES,
    default: DEFAULT_ORDERING.by,
    description:
      'Among which deliveries: all of the endpoint, or those of events with the same `orderingKey`.',
  })
  by!: OrderingScope;

  @ApiProperty({
    type: String,
    enum: ORDERING_CONTINUATIONS,
    default: DEFAULT_ORDERING.onExhausted,
    description: 'What those behind a dead letter do: wait until it is seen to, or go on.',
  })
  onExhausted!: OrderingContinuation;
}

/** An ordering, for the description only: the registry reads it. */
@ApiSchema({
  name: 'WebhookOrderingInput',
  description: 'What is left out has its default; `{}` switches ordering on.',
})
export class OrderingInputDto extends PartialType(EndpointOrderingDto) {}
