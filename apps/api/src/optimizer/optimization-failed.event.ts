import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { OptimizerEvent } from './optimizer-event';

/** Payload of `optimization.failed`. */
@WebhookEvent('optimization.failed', {
  description: 'An optimization failed',
  example: {
    id: 'opt_7f3',
    model: 'claude-3-haiku',
    error: 'No model is cheaper.',
    occurredAt: '2026-11-21T22:59:00.000Z',
  },
})
export class OptimizationFailed extends OptimizerEvent {
  @ApiProperty({ description: 'Model that was looked at', example: 'claude-3-haiku' })
  @IsString()
  model!: string;

  @ApiProperty({ description: 'Why, for people', example: 'No model is cheaper.' })
  @IsString()
  error!: string;
}
