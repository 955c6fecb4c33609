import type { ReceivedMessage } from '@hookline/webhooks';
import { Injectable, Logger } from '@nestjs/common';
import type { ApiConfig } from '../config/api-config';
import { InjectApiConfig } from '../config/api-config.provider';

/** Decides for whom a message of another service is. */
@Injectable()
export class InboundTenants {
  private readonly logger = new Logger('Inbound');

  constructor(@InjectApiConfig() private readonly config: ApiConfig) {}

  /**
   * The tenant that it names, or the one of messages that name none. A message of no tenant is done with: it
   * would not become another by being sent again.
   */
  choose(
    named: string | undefined,
    { source, id, type }: Pick<ReceivedMessage, 'source' | 'id' | 'type'>,
  ): string | undefined {
    const tenantId = named ?? this.config.inbound.tenantId;
    if (tenantId === undefined) {
      this.logger.warn(`${source} ${id} (${type}) names no tenant; it was not announced.`);
    }
    return tenantId;
  }
}
