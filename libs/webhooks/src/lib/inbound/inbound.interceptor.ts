import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { InboundMalformedError } from '../common/errors/inbound-malformed.error';
import { inboundMetadataOf, setReceived, type InboundMetadata } from './inbound-metadata';
import { InboundReceiver } from './inbound-receiver';
import type { InboundMessage } from './inbound-verifier';
import { readInboundRequest, type HttpRequest } from './raw-request';

/** Stands around a method with `@InboundWebhook`: verifies, and runs it in the transaction of the mark. */
@Injectable()
export class InboundInterceptor implements NestInterceptor {
  constructor(private readonly receiver: InboundReceiver) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return from(this.receive(context, next));
  }

  private async receive(context: ExecutionContext, next: CallHandler): Promise<unknown> {
    const metadata = inboundMetadataOf(context.getHandler()) as InboundMetadata;
    const { source } = metadata;
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const verified = await this.receiver.verify(source, readInboundRequest(request));
    const message = await validated(verified, metadata);
    const outcome = await this.receiver.handle<unknown>(source, message, (_, manager) => {
      setReceived(request, { ...message, source, manager });
      return lastValueFrom<unknown, unknown>(next.handle(), { defaultValue: undefined });
    });
    return outcome.result;
  }
}

/** The payload as an instance of the class that was declared, with the fields that it has rules for. */
async function validated(
  message: InboundMessage,
  { payload: declared }: InboundMetadata,
): Promise<InboundMessage> {
  if (declared === undefined) return message;
  const { payload } = message;
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new InboundMalformedError('The message is not a JSON object.');
  }
  const instance = plainToInstance(declared, payload);
  const errors = await validate(instance, { whitelist: true, forbidUnknownValues: true });
  if (errors.length === 0) return { ...message, payload: instance };
  const fields = errors.map(({ property }) => property.slice(0, 100)).join(', ');
  throw new InboundMalformedError(`The message breaks the rules of ${declared.name}: ${fields}.`);
}
