import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EndpointOrdering, RetryPolicy } from '@hookline/contracts';
import { CLOCK, type Clock } from '../clock/clock';
import { decideNext, type NextStep } from '../policy/decide-next';
import { ENDPOINT_DIRECTORY, type EndpointDirectory } from '../registry/endpoint-directory';
import type { AttemptOutcome } from '../sending/attempt-outcome';
import { DeliverySender } from '../sending/delivery-sender';
import type { SendTarget } from '../sending/send-target';
import type { AttemptRecord } from '../storage/attempt-record';
import type { DueDelivery } from '../storage/due-delivery';
import { judge } from './judge';
import { OUTCOME_SINK, type OutcomeSink } from './outcome-sink';
import { OWNERSHIP, type Ownership } from './ownership';

/** A test send is made once: its caller waits for the answer. */
const TEST_POLICY: RetryPolicy = { strategy: 'schedule', delaysMs: [0], jitter: 0 };
/** How long a delivery waits whose endpoint could not be looked up. */
const LOOKUP_RETRY_MS = 5_000;

/**
 * Takes one delivery through its attempt: look up, send, decide, record. Never rejects. One that this
 * process may not send any more is given back.
 */
@Injectable()
export class DeliveryRunner {
  private readonly logger = new Logger('Hookline');

  constructor(
    @Inject(ENDPOINT_DIRECTORY) private readonly endpoints: EndpointDirectory,
    private readonly sender: DeliverySender,
    @Inject(OUTCOME_SINK) private readonly sink: OutcomeSink,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(OWNERSHIP) private readonly ownership: Ownership,
  ) {}

  /**
   * Resolves when what became of the delivery is recorded.
   * @param onSent called when the exchange with the receiver has ended, before it is recorded
   */
  async run(delivery: DueDelivery, onSent: (outcome: AttemptOutcome) => void): Promise<void> {
    try {
      const endpoint = await this.endpoints.lookup(delivery.endpointId);
      if (this.ownership.current() !== delivery.owner) {
        // The lookup may have waited for the database long enough for others to take over. If they
        // have not, and this life goes on, nobody else would find the delivery before its end.
        return await this.sink.settle({ kind: 'release', delivery, dueAt: null });
      }
      const verdict = judge(endpoint, delivery, this.clock.now());
      switch (verdict.kind) {
        case 'send':
          return await this.send(delivery, verdict.target, onSent);
        case 'hold':
          return await this.sink.settle({ kind: 'hold', delivery, reason: verdict.reason });
        case 'dead_letter': {
          const { kind, reason } = verdict;
          return await this.sink.settle({ kind, delivery, reason, at: this.clock.now() });
        }
      }
    } catch (error) {
      this.logger.error(`Delivery ${delivery.id} goes back to the queue: ${String(error)}`);
      const dueAt = this.clock.now() + LOOKUP_RETRY_MS;
      await this.sink.settle({ kind: 'release', delivery, dueAt });
    }
  }

  private async send(
    delivery: DueDelivery,
    target: SendTarget,
    onSent: (outcome: AttemptOutcome) => void,
  ): Promise<void> {
    const outcome = await this.sender.attempt(delivery, target);
    onSent(outcome);
    const record = this.decide(delivery, target, outcome);
    await this.sink.record(record);
    const { next } = record;
    if (next.status === 'dead_letter' && next.reason === 'gone') {
      await this.endpoints
        .markGone(delivery.endpointId)
        .catch((error: Error) =>
          this.logger.error(`Switching off a gone endpoint failed: ${error.message}`),
        );
    }
  }

  private decide(
    delivery: DueDelivery,
    target: SendTarget,
    outcome: AttemptOutcome,
  ): AttemptRecord {
    const number = delivery.attempts + 1;
    const endedAt = outcome.startedAt + outcome.durationMs;
    const next = decideNext({
      outcome,
      attempts: number,
      policy: delivery.trigger === 'test' ? TEST_POLICY : target.retryPolicy,
      expiresInMs: delivery.expiresAt === null ? null : delivery.expiresAt - endedAt,
      random: Math.random,
    });
    const { startedAt, durationMs, status, responseHeaders, responseBody, address } = outcome;
    const { errorCode, errorMessage, retryable } = outcome;
    return {
      delivery,
      number,
      startedAt,
      durationMs,
      status,
      responseHeaders,
      responseBody,
      address,
      errorCode,
      errorMessage,
      retryable,
      next: plan(next, endedAt, delivery.drained ? target.lane.ordering : null),
    };
  }
}

/** A retry gets its time; a dead letter stops its line, if that is what the endpoint wants. */
function plan(
  next: NextStep,
  endedAt: number,
  ordering: EndpointOrdering | null,
): AttemptRecord['next'] {
  switch (next.status) {
    case 'delivered':
      return next;
    case 'retrying':
      return { status: 'retrying', dueAt: endedAt + next.dueInMs };
    case 'dead_letter':
      return { ...next, halts: ordering?.onExhausted === 'halt' && next.reason !== 'gone' };
  }
}
