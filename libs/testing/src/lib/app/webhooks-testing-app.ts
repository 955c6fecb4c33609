import type { Endpoint } from '@hookline/contracts';
import { webhookEventOf, EndpointVerifier, WebhookRegistryService } from '@hookline/webhooks';
import type {
  Abstract,
  DynamicModule,
  INestApplication,
  NestApplicationOptions,
  Type,
} from '@nestjs/common';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestingClock } from '../clock/testing-clock';
import { FakeReceiver } from '../receiver/fake-receiver';
import { startApplication, type StartedApplication } from './start-application';
import type { SharedSystem } from './testing-app-settings';
import { WebhooksTestingAppBuilder } from './webhooks-testing-app.builder';

/** What the registry takes for a new endpoint. */
type EndpointInput = Parameters<WebhookRegistryService['create']>[1];

/** The endpoint that a receiver is created with. */
export interface TestingReceiverOptions extends Omit<Partial<EndpointInput>, 'url' | 'events'> {
  /** Event patterns, or classes of events. @default [] (all) */
  events?: (string | Type<object>)[];
  /** @default the testing app's tenant */
  tenantId?: string;
}

/** A fake receiver and the endpoint that leads to it. */
export type TestingReceiver = FakeReceiver & {
  readonly endpoint: Endpoint;
  readonly secret: string;
};

/**
 * An application under test: a real Nest application with a database of its own, a clock that stands
 * still, and leave to send to fake receivers on 127.0.0.1.
 *
 * @example
 * ```ts
 * const app = await WebhooksTestingApp.with(AppModule).start();
 * const receiver = await app.receiver({ events: ['project.created'] });
 * await request(app.http).post('/api/projects').send({ name: 'x' }).expect(201);
 * expect(await receiver.next()).toBeWebhook(ProjectCreated, { name: 'x' });
 * await app.close();
 * ```
 */
export class WebhooksTestingApp implements AsyncDisposable {
  private readonly receivers: FakeReceiver[] = [];

  private constructor(private readonly started: StartedApplication) {}

  /**
   * Begins to say what is tested; `start()` starts it.
   * @param module the application's root module
   * @param application as for `NestFactory.create`: `rawBody`, `bodyParser`, `logger`, …
   */
  static with(
    module: Type | DynamicModule,
    application: NestApplicationOptions = {},
  ): WebhooksTestingAppBuilder<WebhooksTestingApp> {
    return WebhooksTestingAppBuilder.for(
      module,
      application,
      async (settings) => new WebhooksTestingApp(await startApplication(settings)),
    );
  }

  /** The application itself. */
  get nest(): INestApplication {
    return this.started.nest;
  }

  /** The listening HTTP server, for supertest. */
  get http(): Server {
    return this.nest.getHttpServer() as Server;
  }

  /** `http://127.0.0.1:<port>` */
  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  get clock(): TestingClock {
    return this.started.system.clock;
  }

  /** Of the database that was created for this application. */
  get databaseUrl(): string {
    return this.started.system.database.url;
  }

  /** The tenant of requests without a user, and of receivers. */
  get tenantId(): string {
    return this.started.tenantId;
  }

  /** What another application under test needs to be of the same system: see `beside()`. */
  get system(): SharedSystem {
    return this.started.system;
  }

  /** A provider of any module, by class or token. */
  get<Provider>(token: Type<Provider> | Abstract<Provider> | string | symbol): Provider {
    return this.nest.get<Provider>(token, { strict: false });
  }

  /**
   * Starts a receiver and creates an endpoint that leads to it, verified where that is required. The
   * receiver knows the secret and closes with the application.
   * @throws ValidationFailedError naming the settings at fault
   */
  async receiver(options: TestingReceiverOptions = {}): Promise<TestingReceiver> {
    const { tenantId = this.tenantId, events = [], ...settings } = options;
    const { signatureScheme = 'standard' } = settings;
    const receiver = await FakeReceiver.start({ clock: this.clock, signatureScheme });
    this.receivers.push(receiver);
    const { endpoint, secret } = await this.get(WebhookRegistryService).create(tenantId, {
      name: `fake receiver ${this.receivers.length}`,
      ...settings,
      url: receiver.url,
      events: events.map(patternOf),
    });
    receiver.verifyWith(secret);
    if (endpoint.verification !== 'pending') return Object.assign(receiver, { endpoint, secret });
    const verifier = this.get(EndpointVerifier);
    const agreed = await verifier.verify(tenantId, endpoint.id, 'handshake');
    return Object.assign(receiver, { endpoint: agreed.endpoint, secret });
  }

  /** Closes receivers and application, and drops the database. Twice is fine. */
  async close(): Promise<void> {
    // First: what hangs in a receiver would hold up the worker's end.
    await Promise.all(this.receivers.map((receiver) => receiver.close()));
    await this.started.cleanup.run();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function patternOf(event: string | Type<object>): string {
  if (typeof event === 'string') return event;
  const type = webhookEventOf(event)?.type;
  if (type !== undefined) return type;
  throw new TypeError(
    `receiver({ events: [${event.name}] }): the class has no @WebhookEvent. Pass an event's class or a pattern.`,
  );
}
