import type { DeliveryHealthReport } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';

/** The process answers. */
export class LivenessDto {
  @ApiProperty({ enum: ['ok'] })
  status!: 'ok';
}

/** How the attempts of the last hours went. */
export class DeliveryHealthDto implements DeliveryHealthReport {
  @ApiProperty({ enum: ['up', 'degraded'] })
  status!: 'up' | 'degraded';

  @ApiProperty({ format: 'date-time', description: 'Since when attempts are counted.' })
  from!: string;

  @ApiProperty({ type: 'integer' })
  attempts!: number;

  @ApiProperty({ type: 'integer' })
  failedAttempts!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Of attempts, 0–1.', example: 0.98 })
  successRate!: number | null;

  @ApiProperty({ description: 'Below this rate, deliveries are degraded.', example: 0.9 })
  bound!: number;
}
