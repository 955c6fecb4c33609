import { Inject, Injectable, Optional } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { AmbientTransaction } from '../events/ambient-transaction';
import type { TransactionManager } from '../events/event-publish.port';
import { HOOKLINE_DATA_SOURCE, HOST_DATA_SOURCE } from '../storage/database';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';

/**
 * The transaction that a message is handled in: by the option `inbound.transaction`, of
 * `@Transactional()` when that is set up, of the application's TypeORM data source, or of Hookline's
 * own, in this order.
 */
@Injectable()
export class InboundTransaction {
  constructor(
    private readonly ambient: AmbientTransaction,
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    @Inject(HOOKLINE_DATA_SOURCE) private readonly own: DataSource,
    @Optional() @Inject(HOST_DATA_SOURCE) private readonly host: DataSource | undefined,
  ) {}

  /** Commits when the work has ended well, and rolls back when it throws. */
  run<Result>(work: (manager: TransactionManager) => Promise<Result>): Promise<Result> {
    const open = this.config.inbound.transaction ?? this.ambient.opener();
    if (open !== undefined) return open(() => work(this.requireOpen()));
    const dataSource = this.host ?? this.own;
    return dataSource.transaction((manager) =>
      this.ambient.runInside(manager, () => work(manager)),
    );
  }

  private requireOpen(): TransactionManager {
    const manager = this.ambient.manager();
    if (manager !== undefined) return manager;
    throw new ConfigInvalidError(
      'WebhooksModule: option `inbound.transaction` opened no transaction that `ambientManager` answers. Pass both, ' +
        'of the same library.   [HOOKLINE_CONFIG_INVALID]',
    );
  }
}
