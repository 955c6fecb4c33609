import type { Attempt, DeliveryId } from '@hookline/contracts';

/** What became of a test send. */
export interface EndpointTestResult {
  deliveryId: DeliveryId;
  /** Whether the endpoint answered with a 2xx status. */
  delivered: boolean;
  /** The attempt; `null` when it was not made in time, then the delivery shows it later. */
  attempt: Attempt | null;
}

/** Port: sends a test event to one endpoint, the way every delivery goes. Dispatch implements it. */
export interface TestSender {
  /** Also to an endpoint that is switched off. `endpointId` is a stored uuid. */
  sendTest(endpointId: string, tenantId: string): Promise<EndpointTestResult>;
}

/** Injection token of the test sender. */
export const TEST_SENDER = Symbol('hookline:test-sender');
