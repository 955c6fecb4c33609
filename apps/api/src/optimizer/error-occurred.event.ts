import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { OptimizerEvent } from './optimizer-event';

/** Payload of `error.occurred`. */
@WebhookEvent('error.occurred', {
  description: 'The optimizer met an error',
  example: {
    id: 'opt_7f3',
    error: 'The provider does not answer.',
    component: 'collector',
    model: 'claude-3-opus',
    occurredAt: '2026-11-21T22:59:00.000Z',
  },
})
export class ErrorOccurred extends OptimizerEvent {
  @ApiProperty({ description: 'For people', example: 'The provider does not answer.' })
  @IsString()
  error!: string;

  @ApiPropertyOptional({ description: 'Where', example: 'collector' })
  @IsOptional()
  @IsString()
  component?: string;

  @ApiPropertyOptional({ example: 'claude-3-opus' })
  @IsOptional()
  @IsString()
  model?: string;
}
