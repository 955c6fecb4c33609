import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsISO8601, IsOptional, IsString } from 'class-validator';

/**
 * What every event of the optimizer may tell. The optimizer is a program of its own, which publishes its
 * events over HTTP.
 */
export abstract class OptimizerEvent {
  /** The optimizer's id of what it did or saw. */
  @ApiPropertyOptional({ description: 'The optimizer’s id of what it did or saw' })
  @IsOptional()
  @IsString()
  id?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsISO8601()
  occurredAt?: string;
}
