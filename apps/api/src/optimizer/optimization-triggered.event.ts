import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { OptimizerEvent } from './optimizer-event';

/** Payload of `optimization.triggered`. */
@WebhookEvent('optimization.triggered', {
  description: 'An optimization was started',
  example: {
    id: 'opt_7f3',
    model: 'claude-3-opus',
    reason: 'cost over the threshold',
    occurredAt: '2026-11-21T22:59:00.000Z',
  },
})
export class OptimizationTriggered extends OptimizerEvent {
  @ApiProperty({ description: 'Model that is looked at', example: 'claude-3-opus' })
  @IsString()
  model!: string;

  @ApiPropertyOptional({ description: 'What started it', example: 'cost over the threshold' })
  @IsOptional()
  @IsString()
  reason?: string;
}
