import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';

const HEADER = 'idempotency-key';

/** Describes {@link IdempotencyKey}. */
export const ApiIdempotencyKey = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'For 24 hours, the same event under the same key is stored once and answered as the first one.',
    schema: { type: 'string', minLength: 1, maxLength: 255, example: 'order-42' },
  });

/** Parameter: the caller's `Idempotency-Key`. */
export const IdempotencyKey = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string | undefined =>
    context.switchToHttp().getRequest<{ headers: Record<string, string | undefined> }>().headers[
      HEADER
    ],
);
