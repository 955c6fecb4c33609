import type { CircuitReason } from '@hookline/contracts';

/** Something stands between an endpoint and its deliveries. All of them are held while it lasts. */
export interface LaneBlock {
  /** `open`: nothing goes until `until`. `ramping`: it is back, and gets what was held bit by bit. */
  phase: 'open' | 'ramping';
  reason: CircuitReason;
  /** How often in a row the circuit opened. */
  openings: number;
  /** Clock time in ms: until when it is open, or since when it is ramping. */
  at: number;
}

/** Whether an open circuit lets one delivery through, to see whether the endpoint is back. */
export function isProbing(block: LaneBlock, now: number): boolean {
  return block.phase === 'open' && now >= block.at;
}

/**
 * What becomes of a block when a delivery that was let through was answered: an open one ramps, a
 * ramping one goes on.
 */
export function afterAnswer(block: LaneBlock, now: number): LaneBlock {
  return block.phase === 'ramping' ? block : { ...block, phase: 'ramping', at: now };
}
