import { createWebhookHeaders, importKey, type SignatureScheme } from '@hookline/verify';

/** A message as Hookline would send it. */
export function message(
  secret: string,
  { id = 'evt_1', type = 'project.created', data = {}, ...parts }: MessageParts = {},
): { body: string; headers: Record<string, string> } {
  const { nowMs = Date.now(), scheme = 'standard' } = parts;
  const body = JSON.stringify({ id, type, timestamp: new Date(nowMs).toISOString(), data });
  const timestampSeconds = Math.floor(nowMs / 1_000);
  const keys = [importKey(secret, scheme)];
  const signed = createWebhookHeaders({ id, timestampSeconds, body, keys });
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
  scheme?: SignatureScheme;
}

/** Sends it. */
export function send(url: string, secret: string, parts?: MessageParts): Promise<Response> {
  return fetch(url, { method: 'POST', ...message(secret, parts) });
}
