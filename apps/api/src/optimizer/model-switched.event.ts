import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { OptimizerEvent } from './optimizer-event';

/** Payload of `model.switched`. */
@WebhookEvent('model.switched', {
  description: 'Another model is used from now on',
  example: {
    id: 'opt_7f3',
    model: 'claude-3-haiku',
    previousModel: 'claude-3-opus',
    reason: 'cost',
    occurredAt: '2026-11-21T22:59:00.000Z',
  },
})
export class ModelSwitched extends OptimizerEvent {
  @ApiProperty({ description: 'Model that is used now', example: 'claude-3-haiku' })
  @IsString()
  model!: string;

  @ApiProperty({ description: 'Model that was used before', example: 'claude-3-opus' })
  @IsString()
  previousModel!: string;

  @ApiPropertyOptional({ description: 'Why', example: 'cost' })
  @IsOptional()
  @IsString()
  reason?: string;
}
