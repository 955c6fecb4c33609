import { HooklineError } from '@hookline/webhooks';

/** Another transaction made the document's state meanwhile, and this one can't see it. Nothing was written. */
export class DocumentConflictError extends HooklineError {
  override readonly code = 'HOOKLINE_CONFLICT';
  override readonly httpStatus = 409;

  constructor(documentId: string) {
    super(
      `Document "${documentId.slice(0, 100)}" was opened by another process at the same moment. Try the ` +
        'transaction again, or use READ COMMITTED.',
    );
  }
}
