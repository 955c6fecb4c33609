import type { WebhooksTestingApp } from '@hookline/testing';
import request, { type Response } from 'supertest';
import { eventually } from './eventually';

/** The readiness of an application, once it is ready: a machine that stalls makes it late for a moment. */
export async function untilReady(app: WebhooksTestingApp): Promise<Response> {
  const ready = await eventually(
    () => request(app.http).get('/health/ready'),
    ({ status }) => status === 200,
  );
  const { status, text } = ready;
  expect({ status, text }).toMatchObject({ status: 200 });
  return ready;
}
