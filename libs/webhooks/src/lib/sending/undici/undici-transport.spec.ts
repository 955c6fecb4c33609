import { describeTransportContract } from '../testing/transport-contract';
import { UndiciTransport } from './undici-transport';

describeTransportContract('UndiciTransport', (options) => new UndiciTransport(options));
