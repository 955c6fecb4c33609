import { clearTimeout, setTimeout } from 'node:timers';
import { ReceiverTimeoutError } from '../errors/receiver-timeout.error';
import type { ReceivedWebhook } from './received-webhook';

interface Waiting {
  count: number;
  done: (error?: Error) => void;
}

/** What has arrived, in order, and who waits for more. */
export class Inbox {
  readonly webhooks: ReceivedWebhook[] = [];
  private readonly waiting = new Set<Waiting>();
  private closed = false;

  add(webhook: ReceivedWebhook): void {
    this.webhooks.push(webhook);
    for (const one of this.waiting) if (one.count <= this.webhooks.length) one.done();
  }

  /**
   * Resolves when so many have arrived since the start.
   * @throws ReceiverTimeoutError
   */
  whenCount(count: number, timeoutMs: number): Promise<void> {
    if (this.webhooks.length >= count) return Promise.resolve();
    if (this.closed) return Promise.reject(new ReceiverTimeoutError('The receiver is closed.'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => one.done(this.tooFew(count, timeoutMs)), timeoutMs);
      const one: Waiting = {
        count,
        done: (error) => {
          clearTimeout(timer);
          this.waiting.delete(one);
          if (error) reject(error);
          else resolve();
        },
      };
      this.waiting.add(one);
    });
  }

  /** Those who still wait are told that nothing more comes. */
  close(): void {
    this.closed = true;
    for (const one of this.waiting) {
      one.done(new ReceiverTimeoutError('The receiver was closed while a test waited for it.'));
    }
  }

  private tooFew(count: number, timeoutMs: number): ReceiverTimeoutError {
    const arrived = this.webhooks.map(
      ({ type, attempt }, index) =>
        `  ${index + 1}. ${type || '(no event type)'}, attempt ${attempt}`,
    );
    const so = arrived.length === 0 ? 'Nothing arrived at all.' : `Arrived:\n${arrived.join('\n')}`;
    return new ReceiverTimeoutError(
      `Webhook ${count} did not arrive within ${timeoutMs} ms. ${so}\n` +
        'Was the event published in this tenant, and does the endpoint ask for its type? ' +
        'Retries come when the clock moves: await app.clock.untilDelivered().',
    );
  }
}
