import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNumber, IsOptional, IsString } from 'class-validator';
import { OptimizerEvent } from './optimizer-event';

/** Payload of `cost.alert`. */
@WebhookEvent('cost.alert', {
  description: 'Costs reached a threshold',
  example: {
    id: 'opt_7f3',
    cost: 104.2,
    threshold: 100,
    model: 'claude-3-opus',
    occurredAt: '2026-11-21T22:59:00.000Z',
  },
})
export class CostAlert extends OptimizerEvent {
  @ApiProperty({ description: 'What was spent, in the optimizer’s currency', example: 104.2 })
  @IsNumber()
  cost!: number;

  @ApiProperty({ description: 'What may be spent', example: 100 })
  @IsNumber()
  threshold!: number;

  @ApiPropertyOptional({ example: 'claude-3-opus' })
  @IsOptional()
  @IsString()
  model?: string;
}
