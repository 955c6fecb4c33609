import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../../webhooks.config';
import { EVENT_PUBLISH_PORT } from '../event-publish.port';
import { EVENTS_PROVIDERS } from '../events.providers';
import { WebhookEventBus } from '../webhook-event-bus';
import { type RecordingPublisher } from './recording-publisher';

/** What this room reads of the configuration. */
export interface EventsTestingOptions {
  events?: Type<object>[];
  strictEvents?: boolean;
  ambientManager?: WebhooksConfig['ambientManager'];
}

/** The room's real providers, wired as the library's module wires them, on a recording port. */
@Module({})
export class EventsTestingModule {
  static with(publisher: RecordingPublisher, options: EventsTestingOptions = {}): DynamicModule {
    const config = { events: [], strictEvents: true, ambientManager: undefined, ...options };
    return {
      module: EventsTestingModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        ...EVENTS_PROVIDERS,
        { provide: WEBHOOKS_CONFIG, useValue: config },
        { provide: EVENT_PUBLISH_PORT, useValue: publisher },
      ],
      exports: [WebhookEventBus],
    };
  }
}
