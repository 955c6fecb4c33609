import type { WebhookTransport } from '../transport';
import { ContractBench, type ContractOptions } from './contract-bench';
import { describeConnections } from './contract-connections';
import { describeFailures } from './contract-failures';
import { describeResponses } from './contract-responses';

/** What every {@link WebhookTransport} has to do, run against real receivers. */
export function describeTransportContract(
  name: string,
  create: (options: ContractOptions) => WebhookTransport,
): void {
  describe(`${name}: the contract of a transport`, () => {
    const bench = new ContractBench(create);
    afterEach(() => bench.stop());

    describeResponses(bench);
    describeFailures(bench);
    describeConnections(bench);
  });
}
