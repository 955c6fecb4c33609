import type { CompleteRecordingDto } from './dto/recording-input.dto';
import type { Recording } from './recording.entity';

/** A recording that became ready, with what came of it. */
export interface CompletedRecording {
  recording: Recording;
  result: CompleteRecordingDto;
  at: Date;
}

/** A recording that failed. */
export interface FailedRecording {
  recording: Recording;
  error: string;
  at: Date;
}
