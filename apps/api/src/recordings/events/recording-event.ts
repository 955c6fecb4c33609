import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import type { Recording } from '../recording.entity';

/** What every event of a recording tells. */
export abstract class RecordingEvent {
  /** The recording's id. */
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id!: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  sessionId!: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  projectId!: string;
}

/** Those fields, of a recording. */
export function recordingFields({ id, sessionId, projectId }: Recording): RecordingEvent {
  return { id, sessionId, projectId };
}
