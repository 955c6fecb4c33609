import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, IsString } from 'class-validator';
import type { FailedRecording } from '../recording-change';
import { RecordingEvent, recordingFields } from './recording-event';

/** Payload of `recording.failed`. */
@WebhookEvent('recording.failed', {
  description: 'A recording failed',
  example: {
    id: '7d9f2f1e-3c55-4b0a-9a3e-5f1d8a6c2b44',
    sessionId: '2f6a1c3b-8e0d-4a57-9b1f-c4d2e7f80a13',
    projectId: 'b3c1f0de-6a52-4c7e-9f0e-2d1a8c4b7e90',
    error: 'The camera was disconnected.',
    failedAt: '2026-11-21T22:59:00.000Z',
  },
})
export class RecordingFailed extends RecordingEvent {
  @ApiProperty({ description: 'Why, for people' })
  @IsString()
  error!: string;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  failedAt!: string;

  static from(this: void, { recording, error, at }: FailedRecording): RecordingFailed {
    return Object.assign(new RecordingFailed(), {
      ...recordingFields(recording),
      error,
      failedAt: at.toISOString(),
    } satisfies RecordingFailed);
  }
}
