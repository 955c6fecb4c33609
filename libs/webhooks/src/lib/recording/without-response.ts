import type { AttemptRecord } from '../storage/attempt-record';

/** The same attempt without what the receiver said: for the response that can't be stored. */
export function withoutResponse(record: AttemptRecord): AttemptRecord {
  return {
    ...record,
    responseHeaders: null,
    responseBody: null,
    address: null,
    errorMessage: record.errorCode === null ? null : 'The response could not be stored.',
  };
}
