import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNumber, IsOptional, IsString } from 'class-validator';
import { OptimizerEvent } from './optimizer-event';

/** Payload of `performance.degraded`. */
@WebhookEvent('performance.degraded', {
  description: 'A model got worse',
  example: {
    id: 'opt_7f3',
    model: 'claude-3-haiku',
    metric: 'accuracy',
    value: 0.87,
    threshold: 0.9,
    occurredAt: '2026-11-21T22:59:00.000Z',
  },
})
export class PerformanceDegraded extends OptimizerEvent {
  @ApiProperty({ example: 'claude-3-haiku' })
  @IsString()
  model!: string;

  @ApiProperty({ description: 'What got worse', example: 'accuracy' })
  @IsString()
  metric!: string;

  @ApiProperty({ example: 0.87 })
  @IsNumber()
  value!: number;

  @ApiPropertyOptional({ description: 'What it should reach', example: 0.9 })
  @IsOptional()
  @IsNumber()
  threshold?: number;
}
