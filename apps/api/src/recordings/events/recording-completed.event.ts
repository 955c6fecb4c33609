import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsISO8601, IsNumber, IsOptional, IsString, Min } from 'class-validator';
import type { CompletedRecording } from '../recording-change';
import { RecordingEvent, recordingFields } from './recording-event';

/** Payload of `recording.completed`. */
@WebhookEvent('recording.completed', {
  description: 'A recording is ready',
  example: {
    id: '7d9f2f1e-3c55-4b0a-9a3e-5f1d8a6c2b44',
    sessionId: '2f6a1c3b-8e0d-4a57-9b1f-c4d2e7f80a13',
    projectId: 'b3c1f0de-6a52-4c7e-9f0e-2d1a8c4b7e90',
    url: 'https://media.example.com/7d9f2f1e.mp4',
    thumbnailUrl: 'https://media.example.com/7d9f2f1e.jpg',
    duration: 61.25,
    fileSize: 10485760,
    completedAt: '2026-11-21T22:59:00.000Z',
  },
})
export class RecordingCompleted extends RecordingEvent {
  @ApiProperty()
  @IsString()
  url!: string;

  @ApiProperty({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  thumbnailUrl!: string | null;

  @ApiProperty({ description: 'Seconds', minimum: 0 })
  @IsNumber()
  @Min(0)
  duration!: number;

  @ApiProperty({ description: 'Bytes', minimum: 0 })
  @IsInt()
  @Min(0)
  fileSize!: number;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  completedAt!: string;

  static from(this: void, { recording, result, at }: CompletedRecording): RecordingCompleted {
    return Object.assign(new RecordingCompleted(), {
      ...recordingFields(recording),
      url: result.url,
      thumbnailUrl: result.thumbnailUrl ?? null,
      duration: result.duration,
      fileSize: result.fileSize,
      completedAt: at.toISOString(),
    } satisfies RecordingCompleted);
  }
}
