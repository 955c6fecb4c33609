import { Body, Controller, Module, Post, type INestApplication } from '@nestjs/common';
import { APP_FILTER, NestFactory, type AbstractHttpAdapter } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IsIn, IsInt, IsString } from 'class-validator';
import { Client } from 'pg';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import { createEmptyDatabase } from '../../../testing/test-database';
import { WebhookEventBus } from '../../events/webhook-event-bus';
import { WebhookEvent } from '../../events/webhook-event.decorator';
import { ProblemFilter } from '../../http/problem.filter';
import { WebhooksModule } from '../../webhooks.module';
import type { ReceivedMessage } from '../inbound-metadata';
import type { InboundMessage, InboundVerifier } from '../inbound-verifier';
import { Inbound, InboundPayload, InboundWebhook } from '../inbound-webhook.decorator';
import { SENDERS, type Sender, type Sent } from './senders';

export const MAX_BODY_BYTES = 4_096;
export const STRIPE = SENDERS[0] as Sender;

@WebhookEvent('payment.succeeded')
class PaymentSucceeded {
  @IsString() id!: string;
}

@Entity('payment')
class Payment {
  @PrimaryColumn('text') id!: string;
  @Column('text') type!: string;
}

class Order {
  @IsString() id!: string;
  @IsInt() amount!: number;
  @IsIn(['a', 'b']) kind!: string;
}

/** What the handlers do, and did. */
class Stage {
  /** What the next message meets in its handler, after the row was written. */
  inHandler: () => Promise<unknown> = () => Promise.resolve();
  readonly orders: Order[] = [];
}

/** An application's own verifier: a header with the one right word. */
const own: InboundVerifier = {
  verify: ({ headers, rawBody }) => {
    if (headers['x-word'] !== 'please') {
      return { verified: false, reason: 'signature', detail: 'does not say the word' };
    }
    const payload = JSON.parse(rawBody.toString()) as InboundMessage;
    return { verified: true, message: { id: String(payload.id), type: null, payload } };
  },
};

@Controller('in')
class InboundController {
  constructor(
    private readonly bus: WebhookEventBus,
    private readonly stage: Stage,
  ) {}

  @Post('stripe')
  @InboundWebhook('stripe')
  async stripe(@Inbound() message: ReceivedMessage<{ id: string }>): Promise<{ done: string }> {
    const row = { id: message.id, type: message.type ?? '' };
    await (message.manager as EntityManager).insert(Payment, row);
    const event = Object.assign(new PaymentSucceeded(), { id: message.payload.id });
    await this.bus.emit(event, { tenantId: 'default' });
    await this.stage.inHandler();
    return { done: message.id };
  }

  @Post('order')
  @InboundWebhook('order', { payload: Order })
  order(@InboundPayload() order: Order, @Body() body: unknown): void {
    expect(order).toBeInstanceOf(Order);
    expect(body).not.toBeInstanceOf(Order);
    this.stage.orders.push(order);
  }

  @Post('unconfigured')
  @InboundWebhook('unconfigured')
  unconfigured(): void {
    throw new Error('nothing gets here');
  }
}

/** What a request was answered. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** An application that receives, on a database of its own, which its own tables are in, too. */
export class InboundApp {
  readonly stage = new Stage();
  readonly log: string[] = [];
  private apps: INestApplication[] = [];

  private constructor(
    private readonly database: Awaited<ReturnType<typeof createEmptyDatabase>>,
    private readonly adapter: () => AbstractHttpAdapter,
  ) {}

  static async start(adapter: () => AbstractHttpAdapter): Promise<InboundApp> {
    const app = new InboundApp(await createEmptyDatabase(), adapter);
    await app.another({ rawBody: true });
    return app;
  }

  /** Starts another process of it; {@link post} goes to the last that was started. */
  async another(options: { rawBody: boolean }): Promise<void> {
    @Module({
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: this.database.url,
          entities: [Payment],
          synchronize: true,
        }),
        WebhooksModule.forRoot({
          singleTenant: true,
          worker: false,
          events: [PaymentSucceeded],
          inbound: {
            maxBodyBytes: MAX_BODY_BYTES,
            sources: {
              stripe: { type: 'stripe', secret: [STRIPE.foreign, STRIPE.secret] },
              order: own,
              unconfigured: { type: 'github', secret: undefined },
            },
          },
        }),
      ],
      controllers: [InboundController],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: Stage, useValue: this.stage },
      ],
    })
    class HostModule {}

    const write = (...parts: unknown[]): unknown => this.log.push(parts.map(String).join(' '));
    const logger = { log: write, warn: write, error: write, debug: write };
    const app: INestApplication = await NestFactory.create(HostModule, this.adapter(), {
      ...options,
      logger,
    });
    await app.listen(0, '127.0.0.1');
    this.apps.push(app);
  }

  async post(path: string, { headers, body }: Sent): Promise<Answer> {
    const address = (await this.apps.at(-1)?.getUrl()) ?? '';
    const response = await fetch(`${address.replace('[::1]', '127.0.0.1')}/in/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const text = await response.text();
    const answered = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    return { status: response.status, body: answered };
  }

  async rows<Row extends object>(sql: string): Promise<Row[]> {
    const client = new Client({ connectionString: this.database.url });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** Payments, marks and events of a message: all of them, or none. */
  async traces(id: string): Promise<number[]> {
    const [found] = await this.rows<Record<string, string>>(`SELECT
      (SELECT count(*) FROM payment WHERE id = '${id}') AS payments,
      (SELECT count(*) FROM hookline.inbound_message WHERE message_id = '${id}') AS marks,
      (SELECT count(*) FROM hookline.event WHERE body LIKE '%"${id}"%') AS events`);
    return Object.values(found ?? {}).map(Number);
  }

  async stop(): Promise<void> {
    for (const app of this.apps) await app.close();
    await this.database.drop();
  }
}
