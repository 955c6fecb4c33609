import { ApiProperty } from '@nestjs/swagger';
import { RECORDING_STATUSES, type RecordingStatus } from '../recording-state';
import type { Recording } from '../recording.entity';

/** A recording, as callers see it. */
export class RecordingDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  sessionId!: string;

  @ApiProperty({ format: 'uuid' })
  projectId!: string;

  @ApiProperty({ enum: RECORDING_STATUSES })
  status!: RecordingStatus;

  @ApiProperty({ type: String, nullable: true })
  url!: string | null;

  @ApiProperty({ type: String, nullable: true })
  thumbnailUrl!: string | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Seconds' })
  duration!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Bytes' })
  fileSize!: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why it failed' })
  error!: string | null;

  @ApiProperty({ format: 'date-time' })
  startedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: string | null;

  static from(this: void, recording: Recording): RecordingDto {
    return {
      id: recording.id,
      sessionId: recording.sessionId,
      projectId: recording.projectId,
      status: recording.status,
      url: recording.url,
      thumbnailUrl: recording.thumbnailUrl,
      duration: recording.duration,
      fileSize: recording.fileSize,
      error: recording.error,
      startedAt: recording.startedAt.toISOString(),
      endedAt: recording.endedAt?.toISOString() ?? null,
    };
  }
}

/** A page of recordings, newest first. */
export class RecordingPageDto {
  @ApiProperty({ type: [RecordingDto] })
  items!: RecordingDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}
