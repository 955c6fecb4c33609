import type { QueueStats } from '@hookline/contracts';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';

/** How deliveries stand, of all tenants. Counts end at 10,000. */
@ApiSchema({ name: 'WebhookQueueStats' })
export class QueueStatsDto implements QueueStats {
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when nothing goes out; null when it does.',
  })
  pausedAt!: string | null;

  @ApiProperty({ description: 'Due, and taken by no process yet.' })
  waiting!: number;

  @ApiProperty({ description: 'In a process.' })
  active!: number;

  @ApiProperty({ description: 'Not due yet: retries above all.' })
  delayed!: number;

  @ApiProperty({ description: 'Kept back by the state of their endpoints.' })
  held!: number;

  @ApiProperty({ description: 'Delivered, of the newest 10,000 deliveries of the last hour.' })
  completed!: number;

  @ApiProperty({ description: 'Dead letters.' })
  failed!: number;

  @ApiProperty({
    description: 'How long the oldest has been due that no process has taken, in ms.',
  })
  lagMs!: number;
}

/** Where to go on. */
@ApiSchema({ name: 'RetryFailedWebhooks' })
export class RetryFailedDto {
  @ApiPropertyOptional({ description: '`nextCursor` of the call before.' })
  @IsOptional()
  @IsString()
  cursor?: string;
}
