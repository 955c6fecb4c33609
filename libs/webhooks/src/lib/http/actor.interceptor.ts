import type { AuditActor } from '@hookline/contracts';
import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Observable } from 'rxjs';
import { actingAs } from '../audit/actor';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { isStorableText } from '../registry/storable';
import { apiKeyOf, readCaller } from './caller';

/** Longest id of a user that is written down, in characters. */
const MAX_ID_LENGTH = 255;

/** Handles each request in the name of its caller, so that what it changes is written down as theirs. */
@Injectable()
export class ActorInterceptor implements NestInterceptor {
  constructor(@Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const actor = await this.actorOf(context.switchToHttp().getRequest<object>());
    // The handler runs when somebody subscribes.
    return new Observable((subscriber) =>
      actingAs(actor, () => next.handle().subscribe(subscriber)),
    );
  }

  private async actorOf(request: object): Promise<AuditActor> {
    const key = apiKeyOf(request);
    if (key !== undefined) return { type: 'api_key', id: key.id };
    return { type: 'user', id: await this.userOf(request) };
  }

  private async userOf(request: object): Promise<string | null> {
    const id = await readCaller(() => this.config.actor?.(request as never));
    // Nothing that could not be written down may stop the change.
    const isName = typeof id === 'string' && id.length <= MAX_ID_LENGTH && isStorableText(id);
    return isName ? id : null;
  }
}
