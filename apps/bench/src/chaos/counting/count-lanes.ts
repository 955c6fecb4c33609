import { type Arrival, LANE_LIMIT } from '../protocol';
import type { Count, Disturbance, Evidence } from './count';

/** The clocks of two processes and the way to the receiver may differ by so much. */
const SLACK_MS = 25;

/**
 * Whether lanes kept their order and limit at the receiver. What a process sent that was killed, or whose
 * life had been taken over, counts for neither: it was not the owner of its lanes any more.
 */
export function countLanes(evidence: Evidence): Pick<Count, 'misordered' | 'overLimit'> {
  const live = evidence.arrivals.filter((arrival) => !isDisturbed(arrival, evidence.disturbances));
  const limited = live.filter(({ endpoint }) => endpoint === 'limited');
  return {
    misordered: countMisordered(live, evidence.places),
    overLimit: Math.max(0, mostAtOnce(limited) - LANE_LIMIT),
  };
}

function isDisturbed(
  { worker, startedAt }: Arrival,
  disturbances: readonly Disturbance[],
): boolean {
  return disturbances.some((cause) => cause.worker === worker && startedAt <= cause.until);
}

/** From the first arrival of each delivery to the last time that it left. */
interface Stay {
  place: number;
  from: number;
  to: number;
}

function countMisordered(arrivals: readonly Arrival[], places: Evidence['places']): number {
  const lines = new Map<string, Map<string, Stay>>();
  for (const { delivery, arrivedAt, leftAt } of arrivals) {
    const stands = places.get(delivery);
    if (stands === undefined) continue;
    const line = lines.get(stands.line) ?? new Map<string, Stay>();
    lines.set(stands.line, line);
    const stay = line.get(delivery);
    const to = leftAt ?? arrivedAt;
    if (stay === undefined) line.set(delivery, { place: stands.place, from: arrivedAt, to });
    else stay.to = Math.max(stay.to, to);
  }
  return [...lines.values()].reduce((sum, line) => sum + outOfTurn([...line.values()]), 0);
}

/** Those that came although one ahead of them was there, or was to come again. */
function outOfTurn(stays: Stay[]): number {
  let count = 0;
  let until = -Infinity;
  for (const { from, to } of stays.sort((a, b) => a.place - b.place)) {
    if (from + SLACK_MS < until) count += 1;
    until = Math.max(until, to);
  }
  return count;
}

/** One that is answered at this moment makes room for the next. */
function mostAtOnce(arrivals: readonly Arrival[]): number {
  const steps = arrivals.flatMap(({ arrivedAt, leftAt }) => [
    { at: arrivedAt, step: 1 },
    { at: Math.max(arrivedAt, (leftAt ?? arrivedAt) - SLACK_MS), step: -1 },
  ]);
  let now = 0;
  let most = 0;
  for (const { step } of steps.sort((a, b) => a.at - b.at || a.step - b.step)) {
    now += step;
    most = Math.max(most, now);
  }
  return most;
}
