import {
  CIRCUIT_REASONS,
  CIRCUIT_STATES,
  type CircuitReason,
  type CircuitState,
  type DeliveryId,
  type EndpointId,
  type EndpointLane,
} from '@hookline/contracts';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** A dead letter at which a line halts. */
@ApiSchema({ name: 'WebhookLineHalt' })
export class LineHaltDto {
  @ApiProperty({ type: String, example: 'dlv_01kamqz0x3f1v9p0c6c2q1b7zd' })
  deliveryId!: DeliveryId;

  @ApiProperty({ description: 'The line; empty when the endpoint has one line for everything.' })
  orderingKey!: string;
}

/** How deliveries get through to an endpoint. */
@ApiSchema({ name: 'WebhookEndpointLane' })
export class EndpointLaneDto implements EndpointLane {
  @ApiProperty({ type: String, example: 'ep_01kamqz0x3f1v9p0c6c2q1b7zd' })
  endpointId!: EndpointId;

  @ApiProperty({
    enum: CIRCUIT_STATES,
    description:
      '`closed`: as usual. `open`: the endpoint gets nothing. `half_open`: one delivery, to see ' +
      'whether it is back. `ramping`: what was held, bit by bit.',
  })
  circuit!: CircuitState;

  @ApiProperty({
    type: String,
    enum: CIRCUIT_REASONS,
    nullable: true,
    description: 'It did not answer, or asked for a pause (429 or 503 with `Retry-After`).',
  })
  reason!: CircuitReason | null;

  @ApiProperty({ description: 'How often in a row the circuit opened.' })
  openings!: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  openUntil!: string | null;

  @ApiProperty({ description: 'Deliveries that wait for the lane. 10000 stands for more.' })
  held!: number;

  @ApiProperty({ type: [LineHaltDto], description: 'Where its lines halt; at most 100.' })
  halts!: LineHaltDto[];
}
