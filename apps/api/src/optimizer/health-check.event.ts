import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNumber, IsOptional, Max, Min } from 'class-validator';
import { OptimizerEvent } from './optimizer-event';

/** How the optimizer is. */
export const OPTIMIZER_STATES = ['healthy', 'degraded', 'unhealthy'] as const;
export type OptimizerState = (typeof OPTIMIZER_STATES)[number];

/** Payload of `health.check`. */
@WebhookEvent('health.check', {
  description: 'The optimizer looked at itself',
  example: {
    id: 'opt_7f3',
    status: 'healthy',
    successRate: 0.99,
    occurredAt: '2026-11-21T22:59:00.000Z',
  },
})
export class HealthCheck extends OptimizerEvent {
  @ApiProperty({ enum: OPTIMIZER_STATES })
  @IsIn(OPTIMIZER_STATES)
  status!: OptimizerState;

  @ApiPropertyOptional({ minimum: 0, maximum: 1 })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  successRate?: number;
}
