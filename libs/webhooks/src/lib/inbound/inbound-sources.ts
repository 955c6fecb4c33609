import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { inboundSourceOf } from './inbound-metadata';
import type { InboundVerifier } from './inbound-verifier';
import { createVerifier } from './verifiers/create-verifier';

/** The senders that this application receives from. A mistake in one does not wait for its first message. */
@Injectable()
export class InboundSources implements OnModuleInit {
  private readonly logger = new Logger('Hookline');
  private readonly verifiers: ReadonlyMap<string, InboundVerifier | undefined>;

  /** @throws ConfigInvalidError naming the source at fault */
  constructor(
    @Inject(WEBHOOKS_CONFIG) config: WebhooksConfig,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {
    this.verifiers = new Map(
      Object.entries(config.inbound.sources).map(([name, source]) => [
        name,
        createVerifier(name, source),
      ]),
    );
  }

  /** The verifier of a source; `undefined` while it has no secret. */
  find(source: string): InboundVerifier | undefined {
    return this.verifiers.get(source);
  }

  /** @throws ConfigInvalidError for an `@InboundWebhook` whose source is not among the options */
  onModuleInit(): void {
    for (const { source, method } of this.declared()) {
      if (!this.verifiers.has(source)) {
        throw new ConfigInvalidError(
          `@InboundWebhook('${source}') on ${method}: option \`inbound.sources\` has no "${source}". Add it, with its ` +
            'secret.   [HOOKLINE_CONFIG_INVALID]',
        );
      }
      if (this.find(source) === undefined) {
        this.logger.debug(
          `Inbound ${source}: no secret is set; its messages are answered with 503.`,
        );
      }
    }
  }

  private *declared(): Generator<{ source: string; method: string }> {
    for (const { metatype } of this.discovery.getControllers()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, unknown>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const source = inboundSourceOf(prototype[name]);
        if (source !== undefined) yield { source, method: `${metatype.name}.${name}` };
      }
    }
  }
}
