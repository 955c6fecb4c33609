import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { CLOCK, type Clock } from '../clock/clock';
import { HOOKLINE_DATA_SOURCE } from '../storage/database';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { EndpointCache } from './endpoint-cache';
import { EndpointTransaction } from './endpoint-transaction';
import { KeyRing } from './key-ring';

/** The only way to change endpoints: in a transaction, after which the cache forgets what it touched. */
@Injectable()
export class EndpointStore {
  constructor(
    @Inject(HOOKLINE_DATA_SOURCE) private readonly dataSource: DataSource,
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly keyRing: KeyRing,
    private readonly cache: EndpointCache,
  ) {}

  /** Runs `work` in a transaction; rolls back when it throws. */
  async transaction<Result>(
    work: (transaction: EndpointTransaction) => Promise<Result>,
  ): Promise<Result> {
    const { clock, keyRing } = this;
    const { maxEndpointsPerTenant } = this.config;
    const { effects } = this.cache;
    let transaction: EndpointTransaction | undefined;
    try {
      const result = await this.dataSource.transaction(async (manager) => {
        transaction = new EndpointTransaction({ manager, keyRing, clock, maxEndpointsPerTenant });
        const result = await work(transaction);
        await effects.write(manager, transaction.notices);
        return result;
      });
      effects.done(transaction?.notices ?? [], transaction?.buried ?? 0, 'endpoint_deleted');
      return result;
    } finally {
      // After a failure too: a connection that is lost during COMMIT leaves open whether it happened.
      for (const { tenantId, id } of transaction?.touched ?? []) {
        this.cache.invalidate(tenantId, id);
      }
    }
  }
}
