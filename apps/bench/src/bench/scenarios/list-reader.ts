import 'reflect-metadata';
import {
  WebhookApiKeysService,
  WebhookAuditService,
  WebhookDeadLettersService,
  WebhookDeliveriesService,
  WebhookQueueService,
  WebhookRegistryService,
  WebhookReplaysService,
  WebhooksModule,
  WebhookStatisticsService,
  WebhookStoriesService,
} from '@hookline/webhooks';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { BenchDatabase } from '../laboratory/postgres-server';

export const TENANT = 'reader';
/** Of the tenant; each event went to all of them. */
export const ENDPOINTS = 10;
/** Places in the history that pages begin at. */
const PLACES = 500;

class ReaderModule {}

/** Something that is read again and again. */
export interface Reading {
  name: string;
  read: (reader: ListReader) => Promise<unknown>;
}

/** A delivery somewhere in the history, by public ids. */
interface Place {
  delivery: string;
  event: string;
  endpoint: string;
}

/** The public form of a stored uuid: Crockford's base 32. */
function publicId(prefix: string, uuid: string): string {
  let rest = BigInt(`0x${uuid.replaceAll('-', '')}`);
  let text = '';
  for (let length = 0; length < 26; length += 1) {
    text = `${'0123456789abcdefghjkmnpqrstvwxyz'[Number(rest % 32n)]}${text}`;
    rest /= 32n;
  }
  return `${prefix}_${text}`;
}

/** What the application of a reader has, and where in its history it looks next. */
export class ListReader {
  readonly deliveries: WebhookDeliveriesService;
  readonly deadLetters: WebhookDeadLettersService;
  readonly registry: WebhookRegistryService;
  readonly stories: WebhookStoriesService;
  readonly statistics: WebhookStatisticsService;
  readonly audit: WebhookAuditService;
  readonly replays: WebhookReplaysService;
  readonly apiKeys: WebhookApiKeysService;
  readonly queue: WebhookQueueService;
  private readonly places: Place[] = [];
  private turn = 0;

  private constructor(
    private readonly app: INestApplicationContext,
    private readonly database: BenchDatabase,
  ) {
    this.deliveries = app.get(WebhookDeliveriesService);
    this.deadLetters = app.get(WebhookDeadLettersService);
    this.registry = app.get(WebhookRegistryService);
    this.stories = app.get(WebhookStoriesService);
    this.statistics = app.get(WebhookStatisticsService);
    this.audit = app.get(WebhookAuditService);
    this.replays = app.get(WebhookReplaysService);
    this.apiKeys = app.get(WebhookApiKeysService);
    this.queue = app.get(WebhookQueueService);
  }

  /** Migrates the database, and gives it the endpoints that are missing. */
  static async open(database: BenchDatabase): Promise<ListReader> {
    const module = WebhooksModule.forRoot({
      http: false,
      worker: false,
      database: { url: database.url },
      egress: { allow: ['127.0.0.0/8'], allowInsecure: true },
    });
    const app = await NestFactory.createApplicationContext(
      { module: ReaderModule, imports: [module] },
      { logger: ['error', 'warn'] },
    );
    const reader = new ListReader(app, database);
    const { items } = await reader.registry.list(TENANT);
    for (let number = items.length; number < ENDPOINTS; number += 1) {
      const url = 'http://127.0.0.1:9/hook';
      await reader.registry.create(TENANT, { name: `endpoint ${number}`, url });
    }
    return reader;
  }

  /** Chooses places from all over the history. */
  async choose(): Promise<void> {
    const rows = await this.database.query<Record<'id' | 'event_id' | 'endpoint_id', string>>(
      `SELECT id, event_id, endpoint_id FROM hookline.delivery TABLESAMPLE SYSTEM (10) ORDER BY random() LIMIT ${PLACES}`,
    );
    for (const row of rows) {
      this.places.push({
        delivery: publicId('dlv', row.id),
        event: publicId('evt', row.event_id),
        endpoint: publicId('ep', row.endpoint_id),
      });
    }
    if (this.places.length === 0) throw new Error('The history is empty.');
  }

  /** Another place in the history each time: what was just read is in every cache. */
  next(): Place {
    this.turn += 1;
    return this.places[this.turn % this.places.length] as Place;
  }

  async close(): Promise<void> {
    await this.app.close();
  }
}

/** Deliveries that a filter finds among all, from a place on. */
function among(name: string, filter: Record<string, unknown>): Reading {
  return {
    name,
    read: (reader) => reader.deliveries.list(TENANT, { ...filter, cursor: reader.next().delivery }),
  };
}

/** Every list of the API, and what else grows with the history. */
export const READINGS: readonly Reading[] = [
  { name: 'deliveries, newest', read: ({ deliveries }) => deliveries.list(TENANT) },
  among('deliveries, a later page', {}),
  among('deliveries, a large page', { limit: 100 }),
  among('deliveries, delivered', { status: 'delivered' }),
  among('deliveries, pending', { status: 'pending' }),
  among('deliveries, in progress', { status: 'in_progress' }),
  among('deliveries, dead letters', { status: 'dead_letter' }),
  among('deliveries, of a type', { eventType: 'bench.happened' }),
  among('deliveries, of no type', { eventType: 'nothing.happened' }),
  among('deliveries, answered 503', { responseStatus: 503 }),
  among('deliveries, of no subject', { subject: 'nobody' }),
  among('deliveries, of no tag', { tag: 'none' }),
  {
    name: 'deliveries, of an event',
    read: (reader) => reader.deliveries.list(TENANT, { eventId: reader.next().event }),
  },
  among('deliveries, of a time', { from: '2020-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z' }),
  {
    name: 'deliveries of an endpoint',
    read: (reader: ListReader): Promise<unknown> => {
      const { endpoint, delivery } = reader.next();
      return reader.deliveries.listByEndpoint(TENANT, endpoint, { cursor: delivery });
    },
  },
  {
    name: 'a delivery and its attempts',
    read: (reader) => reader.deliveries.findById(TENANT, reader.next().delivery),
  },
  {
    name: 'an endpoint and its last ones',
    read: (reader) => reader.deliveries.endpointWithDeliveries(TENANT, reader.next().endpoint),
  },
  {
    name: 'dead letters',
    read: (reader) => reader.deadLetters.list(TENANT, { cursor: reader.next().delivery }),
  },
  {
    name: 'dead letters, of no type',
    read: (reader) => reader.deadLetters.list(TENANT, { eventType: 'nothing.happened' }),
  },
  {
    name: 'the story of an event',
    read: (reader) => reader.stories.findById(TENANT, reader.next().event),
  },
  { name: 'endpoints', read: ({ registry }) => registry.list(TENANT) },
  {
    name: 'endpoints, failing',
    read: ({ registry }) => registry.list(TENANT, { health: 'failing' }),
  },
  { name: 'replays', read: ({ replays }) => replays.list(TENANT) },
  { name: 'audit', read: ({ audit }) => audit.list(TENANT) },
  { name: 'API keys', read: ({ apiKeys }) => apiKeys.list(TENANT) },
  { name: 'statistics of a day', read: ({ statistics }) => statistics.ofTenant(TENANT) },
  {
    name: 'health of an endpoint',
    read: (reader) => reader.statistics.endpointHealth(TENANT, reader.next().endpoint),
  },
  { name: 'the queue', read: ({ queue }) => queue.stats() },
];
