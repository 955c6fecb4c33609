import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsISO8601, IsUUID, Min } from 'class-validator';
import type { StorageChange } from '../storage-change';

/** What every event of a storage quota tells. */
export abstract class StorageEvent {
  /** The quota's id. */
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id!: string;

  @ApiProperty({ description: 'Bytes that are stored', minimum: 0 })
  @IsInt()
  @Min(0)
  usage!: number;

  @ApiProperty({ description: 'Bytes that may be stored', minimum: 1 })
  @IsInt()
  @Min(1)
  limit!: number;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  crossedAt!: string;
}

/** Those fields, of a change. */
export function storageFields({ quota: { id, usage, limit }, at }: StorageChange): StorageEvent {
  return { id, usage, limit, crossedAt: at.toISOString() };
}
