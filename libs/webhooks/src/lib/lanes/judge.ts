import type { DeadLetterReason, HoldReason } from '@hookline/contracts';
import { laneHoldOf } from '../policy/lane-settings';
import type { EndpointLookup } from '../registry/endpoint-directory';
import type { SendTarget } from '../sending/send-target';
import type { DueDelivery } from '../storage/due-delivery';

/** What the endpoint's state allows a delivery now. */
export type Verdict =
  | { kind: 'send'; target: SendTarget }
  | { kind: 'hold'; reason: HoldReason }
  | { kind: 'dead_letter'; reason: DeadLetterReason };

/**
 * Decides whether a delivery may go at `now` (clock time in ms). A test send goes to an endpoint that is
 * switched off, too; nothing goes to one that still has to be verified, and nothing that has expired is
 * even held. Where an endpoint sets limits or an order, its lane decides.
 */
export function judge(
  lookup: EndpointLookup,
  { trigger, drained, expiresAt }: Pick<DueDelivery, 'trigger' | 'drained' | 'expiresAt'>,
  now: number,
): Verdict {
  if (lookup.state === 'deleted') return { kind: 'dead_letter', reason: 'endpoint_deleted' };
  if (expiresAt !== null && expiresAt <= now) return { kind: 'dead_letter', reason: 'expired' };
  if (lookup.state === 'unverified') return { kind: 'hold', reason: 'unverified' };
  if (trigger === 'test') return { kind: 'send', target: lookup.target };
  if (lookup.state === 'gone') return { kind: 'dead_letter', reason: 'gone' };
  if (lookup.state === 'paused') return { kind: 'hold', reason: 'paused' };
  const hold = drained ? null : laneHoldOf(lookup.target.lane);
  return hold === null ? { kind: 'send', target: lookup.target } : { kind: 'hold', reason: hold };
}
