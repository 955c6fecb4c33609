import type { Attempt, DeliveryId } from '@hookline/contracts';

/** What became of a test send. */
export interface EndpointTestResult {
  deliveryId: DeliveryId;
  /** Whether the endpoint answered with a 2xx status. */
  delivered: boolean;
  /** The attempt; `null` when it was not made in time, then the delivery shows it later. */
  attempt: Attempt | null;
}

/** Port: sends an example of an event to one endpoint, the way every delivery goes. Publishing implements it. */
export interface TestSender {
  /**
   * Also to an endpoint that is switched off. `endpointId` is a stored uuid.
   * @throws ValidationFailedError for a type that the catalog does not have
   */
  sendTest(endpointId: string, tenantId: string, type: string): Promise<EndpointTestResult>;
}

/** Injection token of the test sender. */
export const TEST_SENDER = Symbol('hookline:test-sender');
