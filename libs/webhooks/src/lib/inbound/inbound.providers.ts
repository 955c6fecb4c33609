import type { Provider } from '@nestjs/common';
import { InboundReceiver } from './inbound-receiver';
import { InboundSources } from './inbound-sources';
import { InboundTransaction } from './inbound-transaction';

/** The room's providers. They need the configuration, Nest's discovery, and both data sources. */
export const INBOUND_PROVIDERS: Provider[] = [InboundSources, InboundTransaction, InboundReceiver];
