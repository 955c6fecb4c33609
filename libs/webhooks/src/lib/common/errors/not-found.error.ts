import { HooklineError } from '../hookline.error';

/** No such endpoint, delivery or event for this tenant. */
export class ResourceNotFoundError extends HooklineError {
  override readonly code = 'HOOKLINE_NOT_FOUND';
  override readonly httpStatus = 404;
}
