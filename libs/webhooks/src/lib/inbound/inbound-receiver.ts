import { Inject, Injectable, Logger } from '@nestjs/common';
import { InboundMalformedError } from '../common/errors/inbound-malformed.error';
import { InboundSignatureError } from '../common/errors/inbound-signature.error';
import { InboundStaleError } from '../common/errors/inbound-stale.error';
import { InboundUnconfiguredError } from '../common/errors/inbound-unconfigured.error';
import { PayloadTooLargeError } from '../common/errors/payload-too-large.error';
import type { TransactionManager } from '../events/event-publish.port';
import { INSERT_INBOUND_MESSAGE } from '../storage/sql/insert-inbound-message';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { InboundTransaction } from './inbound-transaction';
import type { InboundMessage, InboundRequest, InboundVerdict } from './inbound-verifier';
import { InboundSources } from './inbound-sources';

/** What became of a message. */
export type InboundOutcome<Result> =
  { duplicate: false; result: Result } | { duplicate: true; result: undefined };

/** What handles a message, in the transaction whose manager it gets. */
export type InboundHandler<Result> = (
  message: InboundMessage,
  manager: TransactionManager,
) => Promise<Result>;

const ERRORS = {
  signature: InboundSignatureError,
  stale: InboundStaleError,
  malformed: InboundMalformedError,
} as const;

/**
 * Takes the messages of other senders: verifies them, and has each handled once. The mark that one was
 * handled is part of the handler's transaction: when the handler throws, there is none, and the sender's
 * next try is handled.
 */
@Injectable()
export class InboundReceiver {
  private readonly logger = new Logger('Hookline');

  constructor(
    private readonly sources: InboundSources,
    private readonly transaction: InboundTransaction,
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
  ) {}

  /**
   * Verifies a request, without handling it.
   * @throws InboundSignatureError, InboundStaleError, InboundMalformedError, PayloadTooLargeError;
   *   InboundUnconfiguredError while the source has no secret
   */
  async verify(source: string, request: InboundRequest): Promise<InboundMessage> {
    const { maxBodyBytes } = this.config.inbound;
    if (request.rawBody.length > maxBodyBytes) {
      this.logger.warn(`Inbound ${source}: a body of ${request.rawBody.length} bytes was refused.`);
      throw new PayloadTooLargeError(`The body is larger than ${maxBodyBytes} bytes.`);
    }
    const verifier = this.sources.find(source);
    if (verifier === undefined) {
      throw new InboundUnconfiguredError(
        `Messages from "${source}" can't be verified: no secret is set for it.`,
      );
    }
    return this.judge(source, await verifier.verify(request));
  }

  /**
   * Has a verified message handled, unless it was before. Two of the same at once wait for each other.
   * Rejects with what the handler throws.
   */
  async handle<Result>(
    source: string,
    message: InboundMessage,
    handler: InboundHandler<Result>,
  ): Promise<InboundOutcome<Result>> {
    const outcome = await this.transaction.run(async (manager): Promise<InboundOutcome<Result>> => {
      const values = [source, message.id, message.type];
      const marked = (await manager.query(INSERT_INBOUND_MESSAGE.text, values)) as unknown[];
      if (marked.length === 0) return { duplicate: true, result: undefined };
      return { duplicate: false, result: await handler(message, manager) };
    });
    const what = outcome.duplicate ? 'was handled before' : 'handled';
    this.logger.log(`Inbound ${source}: ${describe(message)} ${what}.`);
    return outcome;
  }

  private judge(source: string, verdict: InboundVerdict): InboundMessage {
    if (verdict.verified) return verdict.message;
    this.logger.warn(`Inbound ${source}: refused, it ${verdict.detail}.`);
    throw new ERRORS[verdict.reason](`The message ${verdict.detail}.`);
  }
}

/** Id and type for the log, without what could break its lines. */
function describe({ id, type }: InboundMessage): string {
  const text = type === null ? id : `${id} (${type})`;
  return text.replace(/[^\x20-\x7e]/g, '?');
}
