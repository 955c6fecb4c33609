import { Client, type ClientConfig } from 'pg';

/**
 * A client whose `error` event is heard for its whole life. A pool hears its clients only while they
 * are idle, and whoever takes one listens a moment later: the loss of the connection just then would
 * end the process. The statement that waits, or the next one, is told all the same.
 */
export class HeardClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
