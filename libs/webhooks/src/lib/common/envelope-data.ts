import type { WebhookEnvelope } from '@hookline/contracts';

/** The `data` of an event by its stored body; `undefined` when that is gone, so that no filter wants it. */
export function dataOfBody(body: string): unknown {
  try {
    return (JSON.parse(body) as WebhookEnvelope | null)?.data;
  } catch {
    return undefined;
  }
}
