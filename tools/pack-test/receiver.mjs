import { once } from 'node:events';
import { createServer } from 'node:http';
import { isDeepStrictEqual } from 'node:util';

import { Webhook } from 'standardwebhooks';

const ARRIVAL_TIMEOUT_MS = 20_000;

/** An HTTP server on loopback that keeps what it gets, and verifies it by the public package. */
export class Receiver {
  #arrived = [];
  #waiting = [];
  #server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(204).end();
      const message = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      const waiting = this.#waiting.shift();
      if (waiting) waiting(message);
      else this.#arrived.push(message);
    });
  });

  async start() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${this.#server.address().port}/hook`;
  }

  /** The next webhook, verified: its type, and what its data is, or has to satisfy. */
  async next(secret, { type, data }) {
    const { headers, body } = await this.#take(type);
    const event = new Webhook(secret).verify(body, headers);
    const wrong =
      event.type !== type ||
      event.id !== headers['webhook-id'] ||
      headers['x-webhook-event'] !== type ||
      !(typeof data === 'function' ? data(event.data) : isDeepStrictEqual(event.data, data));
    if (wrong) throw new Error(`Not the expected ${type}: ${JSON.stringify({ headers, event })}`);
    return event.id;
  }

  /** Nothing more may have come. */
  async stop() {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
    if (this.#arrived.length > 0) throw new Error(`${this.#arrived.length} webhooks too many`);
  }

  #take(type) {
    const message = this.#arrived.shift();
    if (message) return message;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`No ${type} within ${ARRIVAL_TIMEOUT_MS / 1000} s`)),
        ARRIVAL_TIMEOUT_MS,
      );
      this.#waiting.push((arrived) => {
        clearTimeout(timer);
        resolve(arrived);
      });
    });
  }
}
