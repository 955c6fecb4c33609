import {
  applyDecorators,
  createParamDecorator,
  HttpException,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { WebhookVerificationError } from './lib/errors/webhook-verification.error';
import { createReceiver, webhookOf, type ReceivedRequest } from './lib/receiving/receiver';
import type { ReceiverOptions } from './lib/receiving/receiver-options';
import type { VerifiedWebhook } from './lib/verify';

export type { ReceiverOptions, ReceiverSecrets } from './lib/receiving/receiver-options';

const REMEDY =
  'Create the application with the option rawBody: NestFactory.create(AppModule, { rawBody: true }).';

/**
 * Lets only verified requests reach a method or controller, on Express and Fastify. What a wrong
 * request is answered (400, 401) has the check that failed as its `code`; a mistake of the receiver
 * itself, such as a missing raw body, is a 500 that Nest logs.
 *
 * It needs `NestFactory.create(AppModule, { rawBody: true })`.
 *
 * @throws {WebhookVerificationError} when the class is loaded, if the secret is unusable
 *
 * @example
 * ```ts
 * @Post('hooks')
 * @VerifyWebhook({ secret: process.env.HOOK_SECRET })
 * handle(@WebhookPayload() event: ProjectCreatedMessage) { … }
 * ```
 */
export function VerifyWebhook(options: ReceiverOptions): ClassDecorator & MethodDecorator {
  const receive = createReceiver(options, { remedy: REMEDY, ofJsonAlone: true });
  return applyDecorators(UseGuards(new WebhookGuard(receive)));
}

/** Parameter of a method with {@link VerifyWebhook}: the parsed body. */
export const WebhookPayload = createParamDecorator(
  (_data: unknown, context: ExecutionContext): unknown => webhookIn(context).payload,
);

/** Parameter of a method with {@link VerifyWebhook}: id, timestamp and payload, a `VerifiedWebhook`. */
export const Webhook = createParamDecorator(
  (_data: unknown, context: ExecutionContext): VerifiedWebhook => webhookIn(context),
);

function webhookIn(context: ExecutionContext): VerifiedWebhook {
  return webhookOf(context.switchToHttp().getRequest<object>());
}

class WebhookGuard implements CanActivate {
  constructor(private readonly receive: (request: ReceivedRequest) => unknown) {}

  canActivate(context: ExecutionContext): boolean {
    try {
      this.receive(context.switchToHttp().getRequest<ReceivedRequest>());
      return true;
    } catch (error) {
      if (!(error instanceof WebhookVerificationError) || error.status === 500) throw error;
      const { status, code, message } = error;
      throw new HttpException({ statusCode: status, code, message }, status, { cause: error });
    }
  }
}
