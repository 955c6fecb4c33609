import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNumber, IsOptional, IsString } from 'class-validator';
import { OptimizerEvent } from './optimizer-event';

/** Payload of `threshold.exceeded`. */
@WebhookEvent('threshold.exceeded', {
  description: 'A metric went beyond its threshold',
  example: {
    id: 'opt_7f3',
    metric: 'latency_p95_ms',
    value: 1250,
    threshold: 1000,
    model: 'claude-3-opus',
    occurredAt: '2026-11-21T22:59:00.000Z',
  },
})
export class ThresholdExceeded extends OptimizerEvent {
  @ApiProperty({ example: 'latency_p95_ms' })
  @IsString()
  metric!: string;

  @ApiProperty({ example: 1250 })
  @IsNumber()
  value!: number;

  @ApiProperty({ example: 1000 })
  @IsNumber()
  threshold!: number;

  @ApiPropertyOptional({ example: 'claude-3-opus' })
  @IsOptional()
  @IsString()
  model?: string;
}
