import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';

/** Where and over how many connections a raw contender posts. */
export interface RawSettings {
  receiverUrl: string;
  connections: number;
}

/** What Hookline puts into the headers, made as cheaply as can be: what sending can't do without. */
export class RawSigner {
  private readonly key: KeyObject = createSecretKey(randomBytes(32));

  headers(number: number, body: string): Record<string, string> {
    const id = `evt_${String(number).padStart(26, '0')}`;
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const hmac = createHmac('sha256', this.key).update(`${id}.${timestamp}.${body}`);
    return {
      accept: '*/*',
      'accept-encoding': 'identity',
      'content-type': 'application/json',
      'user-agent': 'Hookline/0.1.0',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${hmac.digest('base64')}`,
      'x-webhook-event': 'bench.happened',
      'x-webhook-delivery': `dlv_${id.slice(4)}`,
      'x-webhook-endpoint': `ep_${id.slice(4)}`,
      'x-webhook-attempt': '1',
    };
  }
}
