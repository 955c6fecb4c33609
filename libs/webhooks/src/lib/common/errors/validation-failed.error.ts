import { HooklineError } from '../hookline.error';

/** One field at fault. */
export interface FieldIssue {
  field: string;
  message: string;
}

/** Input that breaks a rule; `issues` names the fields. */
export class ValidationFailedError extends HooklineError {
  override readonly code = 'HOOKLINE_VALIDATION_FAILED';
  override readonly httpStatus = 400;

  constructor(readonly issues: FieldIssue[]) {
    super(issues.map(({ field, message }) => `${field}: ${message}`).join('; '));
  }
}
