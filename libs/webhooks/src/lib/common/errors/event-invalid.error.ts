import { HooklineError } from '../hookline.error';
import type { FieldIssue } from './validation-failed.error';

/** An event that its class's validation rules refuse. Field names only, never values. */
export class EventInvalidError extends HooklineError {
  override readonly code = 'HOOKLINE_EVENT_INVALID';
  override readonly httpStatus = 400;

  constructor(
    readonly eventType: string,
    readonly issues: FieldIssue[],
  ) {
    const details = issues.map(({ field, message }) => `${field}: ${message}`).join('; ');
    super(`Event "${eventType}" is invalid and was not published: ${details}`);
  }
}
