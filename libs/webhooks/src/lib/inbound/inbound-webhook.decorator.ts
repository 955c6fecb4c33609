import {
  applyDecorators,
  createParamDecorator,
  HttpCode,
  UseFilters,
  UseInterceptors,
  type ExecutionContext,
  type Type,
} from '@nestjs/common';
import { ProblemFilter } from '../http/problem.filter';
import { InboundInterceptor } from './inbound.interceptor';
import { receivedOf, setInboundMetadata, type ReceivedMessage } from './inbound-metadata';

/** How the messages of a source are handled. */
export interface InboundWebhookOptions {
  /**
   * A class with validation rules that every payload has to obey; the handler gets an instance, with the
   * fields that have rules. @default none: the payload as it was sent
   */
  payload?: Type<object>;
}

/**
 * Makes a controller's method take the messages of another sender, on Express and Fastify. Before it
 * runs, the raw body is verified; a message that was handled before is answered with 200 and not handled
 * again. The method runs in a transaction with the mark of its message: when it throws, there is no mark,
 * the answer is an error, and the sender's next try is handled.
 *
 * It needs `NestFactory.create(AppModule, { rawBody: true })`, and the source among the options. Guards of
 * the application have to let the route through.
 *
 * @param source name of the source in the option `inbound.sources`
 * @throws ConfigInvalidError at start-up, when that has no such source
 *
 * @example
 * ```ts
 * @Post('stripe')
 * @InboundWebhook('stripe')
 * async handle(@InboundPayload() event: Stripe.Event): Promise<void> { … }
 * ```
 */
export function InboundWebhook(
  source: string,
  options: InboundWebhookOptions = {},
): MethodDecorator {
  return applyDecorators(
    HttpCode(200),
    UseFilters(ProblemFilter),
    UseInterceptors(InboundInterceptor),
    (_target, _key, descriptor) => {
      setInboundMetadata(descriptor.value as object, { source, payload: options.payload });
    },
  );
}

/** Parameter of a method with {@link InboundWebhook}: the payload. */
export const InboundPayload = createParamDecorator(
  (_data: unknown, context: ExecutionContext): unknown => receivedIn(context).payload,
);

/** Parameter of a method with {@link InboundWebhook}: the message, a {@link ReceivedMessage}. */
export const Inbound = createParamDecorator(
  (_data: unknown, context: ExecutionContext): ReceivedMessage => receivedIn(context),
);

function receivedIn(context: ExecutionContext): ReceivedMessage {
  return receivedOf(context.switchToHttp().getRequest<object>());
}
