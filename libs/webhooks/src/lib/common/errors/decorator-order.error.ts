import { HooklineError } from '../hookline.error';

/** `@EmitsWebhook` stands above `@Transactional`, so that the event would not share its transaction. */
export class DecoratorOrderError extends HooklineError {
  override readonly code = 'HOOKLINE_DECORATOR_ORDER';
  override readonly httpStatus = 500;
}
