import type { DeadLetterReason, HoldReason } from '@hookline/contracts';
import type { EndpointLookup } from '../registry/endpoint-directory';
import type { SendTarget } from '../sending/send-target';
import type { DueDelivery } from '../storage/due-delivery';

/** What the endpoint's state allows a delivery now. */
export type Verdict =
  | { kind: 'send'; target: SendTarget }
  | { kind: 'hold'; reason: HoldReason }
  | { kind: 'dead_letter'; reason: DeadLetterReason };

/** Decides whether a delivery may go. A test send goes to an endpoint that is switched off, too. */
export function judge(lookup: EndpointLookup, trigger: DueDelivery['trigger']): Verdict {
  if (lookup.state === 'deleted') return { kind: 'dead_letter', reason: 'endpoint_deleted' };
  if (lookup.state === 'active' || trigger === 'test') {
    return { kind: 'send', target: lookup.target };
  }
  return lookup.state === 'gone'
    ? { kind: 'dead_letter', reason: 'gone' }
    : { kind: 'hold', reason: 'paused' };
}
