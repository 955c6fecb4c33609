import type { CircuitState, EndpointLane } from '@hookline/contracts';
import { encodeId } from '../common/ids';
import type { LaneStateRow } from '../storage/sql/lane-state';

/** A stored lane as the API shows it, at clock time `now`. */
export function toLane(
  endpointId: EndpointLane['endpointId'],
  row: LaneStateRow,
  now: number,
): EndpointLane {
  const circuit = circuitOf(row, now);
  return {
    endpointId,
    circuit,
    reason: circuit === 'closed' ? null : row.reason,
    openings: row.openings,
    openUntil: circuit === 'open' && row.at !== null ? new Date(row.at).toISOString() : null,
    held: row.held,
    halts: row.halts.map(({ id, key }) => ({ deliveryId: encodeId('dlv', id), orderingKey: key })),
  };
}

/** Whether an endpoint gets deliveries at clock time `now`. */
export function circuitOf(
  { phase, at }: Pick<LaneStateRow, 'phase' | 'at'>,
  now: number,
): CircuitState {
  if (phase === 'open') return now >= (at ?? now) ? 'half_open' : 'open';
  return phase ?? 'closed';
}
