import axios from 'axios';
import {
  type ConnectionOptions,
  createPostgresBackend,
  type Job,
  Queue,
  setDefaultBackendFactory,
  Worker,
} from 'bullmq';
import { createHmac, randomBytes } from 'node:crypto';
import { serve } from '../process/serve';
import type { Load, PipelineApi, PipelineSettings } from './contender-api';
import { drive } from './drive';
import { NaiveStore } from './naive-store';
import { benchData } from './payload';
import { Window } from './window';

// The seeds' design, as they have it: a BullMQ job for each delivery, four statements around each
// POST, axios. Kinder than theirs in two things: fifty at once instead of ten, and no rate limiter.
const CONCURRENCY = 50;
const CONNECTIONS = 10;
const EVENT_TYPE = 'bench.happened';
const JOB_OPTIONS = { removeOnComplete: true, removeOnFail: 100 };

interface DeliverJob {
  deliveryId: string;
}

let store: NaiveStore | undefined;
let queue: Queue<DeliverJob> | undefined;
let worker: Worker<DeliverJob> | undefined;
let settings: PipelineSettings | undefined;
let window = new Window(Infinity);
let finished = 0;

async function deliver(from: NaiveStore, deliveryId: string): Promise<void> {
  const delivery = await from.findDelivery(deliveryId);
  const endpoint = delivery && (await from.findEndpoint(delivery.endpoint_id));
  if (delivery === undefined || endpoint === undefined) throw new Error('Delivery is gone.');
  const signature = createHmac('sha256', endpoint.secret).update(delivery.payload).digest('hex');
  const startedAt = Date.now();
  const response = await axios.post<string>(endpoint.url, delivery.payload, {
    headers: {
      'content-type': 'application/json',
      'x-webhook-signature-256': `sha256=${signature}`,
      'x-webhook-event': delivery.event_type,
      'x-webhook-delivery': delivery.id,
    },
    timeout: 30_000,
    responseType: 'text',
  });
  await from.recordAttempt(delivery.id, response.status, response.data, Date.now() - startedAt);
  finished += 1;
}

function openQueue(opened: NaiveStore, { databaseUrl, redisUrl, role }: PipelineSettings): void {
  const postgres = { connectionString: databaseUrl, max: 4, schema: 'bullmq', migrate: true };
  const redis = { url: redisUrl, maxRetriesPerRequest: null };
  if (redisUrl === null) setDefaultBackendFactory(createPostgresBackend);
  const options = {
    connection: (redisUrl === null ? postgres : redis) as ConnectionOptions,
    prefix: 'naive',
  };
  queue = new Queue('webhooks', options);
  if (role === 'publisher') return;
  const deliverJob = ({ data }: Job<DeliverJob>): Promise<void> => deliver(opened, data.deliveryId);
  worker = new Worker('webhooks', deliverJob, { ...options, concurrency: CONCURRENCY });
  worker.on('error', (error) => warn(error.message));
}

function warn(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function publish(tenantId: string, number: number, bytes: number): Promise<void> {
  const payload = JSON.stringify({ type: EVENT_TYPE, data: benchData(number, bytes) });
  const endpoints = (await store?.activeEndpoints(tenantId)) ?? [];
  for (const { id } of endpoints) {
    const deliveryId = await store?.createDelivery(id, EVENT_TYPE, payload);
    await queue?.add('deliver-webhook', { deliveryId: deliveryId ?? '' }, JOB_OPTIONS);
  }
}

const api: PipelineApi = {
  start: async (given) => {
    settings = given;
    const opened = new NaiveStore(given.databaseUrl, CONNECTIONS);
    store = opened;
    await opened.createTables();
    for (let number = 0; number < given.tenants * given.endpointsPerTenant; number += 1) {
      const secret = randomBytes(32).toString('hex');
      const url = `${given.receiverUrl}/hook/${number}`;
      await opened.createEndpoint(`tenant-${number % given.tenants}`, url, secret);
    }
    openQueue(opened, given);
    await queue?.waitUntilReady();
    await worker?.waitUntilReady();
  },
  run: (load: Load) => {
    const { tenants = 1, endpointsPerTenant = 1 } = settings ?? {};
    window = new Window(load.window);
    finished = 0;
    return drive({
      load,
      window,
      fanOut: endpointsPerTenant,
      publish: (number) => publish(`tenant-${number % tenants}`, number, load.payloadBytes),
    });
  },
  received: (total) => window.arrived(total),
  finished: () => finished,
  retryComputations: () => 0,
};

serve(api, async () => {
  await worker?.close();
  await queue?.close();
  await store?.close();
});
