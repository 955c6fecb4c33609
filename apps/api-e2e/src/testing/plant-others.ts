import type { FakeReceiver, WebhooksTestingApp } from '@hookline/testing';
import { generateHexSecret, generateKeyPair } from '@hookline/verify';
import request, { type Response } from 'supertest';
import type { Caller } from './host';
import { PLANTED } from './planted';

const PATH = '/api/webhooks';

/** Whom to ask, and where answers are kept. */
export interface PlantingGround {
  app: WebhooksTestingApp;
  caller: Caller;
  keep: (response: Response) => void;
}

/**
 * Plants the secrets of the other schemes, and an API key that is used. Answers them: what each is shown with
 * once is not kept.
 */
export async function plantOthers(
  { app, caller, keep }: PlantingGround,
  receiver: FakeReceiver,
): Promise<string[]> {
  const { privateKey } = generateKeyPair();
  const secrets = { 'standard-asymmetric': privateKey, hex: generateHexSecret() };
  for (const [signatureScheme, secret] of Object.entries(secrets)) {
    const fields = { name: signatureScheme, url: receiver.url, signatureScheme };
    const created = await caller.post(PATH, { ...fields, secret }).expect(201);
    const { id } = created.body as { id: string };
    keep(await caller.get(`${PATH}/${id}`).expect(200));
    keep(await caller.post(PATH, { ...fields, secret: `${secret}%\n` }).expect(400));
    keep(await request(app.http).get(`/.well-known/hookline/jwks.json?endpoint=${id}`));
    // A message that is signed is for the receivers of the test alone.
    keep(await caller.post(`${PATH}/${id}/pause`).expect(200));
  }
  // The seed is the first half of a private key, and enough to sign.
  return [secrets.hex, privateKey.slice('whsk_'.length, 47), await plantApiKey(app, caller, keep)];
}

async function plantApiKey(
  app: WebhooksTestingApp,
  caller: Caller,
  keep: PlantingGround['keep'],
): Promise<string> {
  const path = `${PATH}/api-keys`;
  const key = await caller.post(path, { name: 'CI', scopes: ['webhooks:read'] }).expect(201);
  const { value } = key.body as { value: string };
  const asKey = (text: string) => request(app.http).get(PATH).auth(text, { type: 'bearer' });
  keep(await asKey(value).expect(200));
  keep(await asKey(`${value}x`).expect(401));
  keep(await caller.get(path).expect(200));
  return value;
}

/** Asks whatever else shows something of an endpoint, verifies it, and deletes it. */
export async function askEverything(
  { app, caller, keep }: PlantingGround,
  endpointId: string,
): Promise<void> {
  const secrets = `${PATH}/${endpointId}/secrets`;
  const listed = await caller.get(secrets).expect(200);
  keep(listed);
  const older = (listed.body as { items: { id: string }[] }).items[1];
  keep(await caller.delete(`${secrets}/${older?.id}`).expect(204));
  keep(await caller.post(`${PATH}/${endpointId}/verify`, { method: 'handshake' }).expect(200));
  keep(await caller.delete(`${PATH}/${endpointId}`).expect(204));
  for (const path of ['audit', 'dead-letters', 'deliveries', 'api-keys', 'replays', 'stats']) {
    keep(await caller.get(`${PATH}/${path}`).expect(200));
  }
  const forged = request(app.http).post('/api/webhooks/stripe').set('stripe-signature', 't=1,v1=x');
  keep(await forged.send({ id: PLANTED.input }).expect(401));
}
