import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNumber, IsOptional, IsString } from 'class-validator';
import { OptimizerEvent } from './optimizer-event';

/** Payload of `optimization.completed`. */
@WebhookEvent('optimization.completed', {
  description: 'An optimization ended well',
  example: {
    id: 'opt_7f3',
    model: 'claude-3-haiku',
    cost: 0.05,
    improvement: '60%',
    occurredAt: '2026-11-21T22:59:00.000Z',
  },
})
export class OptimizationCompleted extends OptimizerEvent {
  @ApiProperty({ description: 'Model that is used now', example: 'claude-3-haiku' })
  @IsString()
  model!: string;

  @ApiProperty({ description: 'What it costs now, in the optimizer’s currency', example: 0.05 })
  @IsNumber()
  cost!: number;

  @ApiPropertyOptional({ description: 'How much was gained', example: '60%' })
  @IsOptional()
  @IsString()
  improvement?: string;
}
