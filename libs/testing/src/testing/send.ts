import { importSecret, signatureHeaders } from '@hookline/verify';

/** A message as Hookline would send it. */
export function message(
  secret: string,
  { id = 'evt_1', type = 'project.created', data = {}, nowMs = Date.now() }: MessageParts = {},
): { body: string; headers: Record<string, string> } {
  const body = JSON.stringify({ id, type, timestamp: new Date(nowMs).toISOString(), data });
  const timestampSeconds = Math.floor(nowMs / 1_000);
  const signed = signatureHeaders({ id, timestampSeconds, body, keys: [importSecret(secret)] });
  const about = {
    'x-webhook-event': type,
    'x-webhook-attempt': '1',
    'x-webhook-delivery': 'dlv_1',
  };
  return { body, headers: { ...signed, ...about, 'content-type': 'application/json' } };
}

export interface MessageParts {
  id?: string;
  type?: string;
  data?: object;
  nowMs?: number;
}

/** Sends it. */
export function send(url: string, secret: string, parts?: MessageParts): Promise<Response> {
  return fetch(url, { method: 'POST', ...message(secret, parts) });
}
