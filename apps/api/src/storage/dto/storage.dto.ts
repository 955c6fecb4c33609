import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { levelOf, MAX_BYTES, STORAGE_LEVELS, type StorageLevel } from '../storage-quota';
import type { StorageQuota } from '../storage-quota.entity';

/** Body: something was stored, or removed. */
export class StorageChangeDto {
  @ApiProperty({
    type: 'integer',
    minimum: -MAX_BYTES,
    maximum: MAX_BYTES,
    description: 'How much more is stored than before; negative for less',
  })
  @IsInt()
  @Min(-MAX_BYTES)
  @Max(MAX_BYTES)
  bytes!: number;
}

/** Body: how much may be stored. */
export class StorageLimitDto {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: MAX_BYTES, description: 'Bytes' })
  @IsInt()
  @Min(1)
  @Max(MAX_BYTES)
  limit!: number;
}

/** A quota, as callers see it. */
export class StorageDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Bytes that are stored' })
  usage!: number;

  @ApiProperty({ description: 'Bytes that may be stored' })
  limit!: number;

  @ApiProperty({ enum: STORAGE_LEVELS, description: 'A warning begins at 80 % of the limit' })
  level!: StorageLevel;

  @ApiProperty({ format: 'date-time' })
  changedAt!: string;

  static from(this: void, quota: StorageQuota): StorageDto {
    return {
      id: quota.id,
      usage: quota.usage,
      limit: quota.limit,
      level: levelOf(quota),
      changedAt: quota.changedAt.toISOString(),
    };
  }
}
