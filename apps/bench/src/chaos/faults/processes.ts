import { setTimeout as delay } from 'node:timers/promises';
import { machineTime } from '../machine-time';
import { RHYTHM } from '../protocol';
import type { Actor } from '../stage/crew';
import type { Stage } from '../stage/stage';
import { between, type Fault, type Injection, over } from './fault';

const MINUTE_MS = 60_000;
/** What a process may need beside draining: to close its connections. */
const CLOSING_MS = 2_000;

/**
 * Frozen for longer than its life: the others go on, and it wakes with requests half done. Every other
 * time it is only almost as long: it wakes unsure of its life, and nobody has taken over.
 */
async function freeze(
  stage: Stage,
  run: number,
  pick: (stage: Stage) => Promise<Actor> = ({ crew }) => crew.pick('worker'),
): Promise<Injection> {
  const worker = await pick(stage);
  worker.kill('SIGSTOP');
  try {
    const { ownerTimeoutMs, heartbeatIntervalMs } = RHYTHM;
    const ms =
      run % 2 === 0
        ? ownerTimeoutMs + between(500, 1_500)
        : ownerTimeoutMs - between(0, 2 * heartbeatIntervalMs);
    await delay(ms, undefined, { signal: stage.signal });
  } finally {
    worker.kill('SIGCONT');
  }
  const goneAt = machineTime();
  await worker.ask({ type: 'ping' });
  return over(goneAt);
}

/** A worker, and every third time a publisher: in flight, and asked to end. */
async function terminate(stage: Stage, run: number): Promise<Injection> {
  const actor = await stage.crew.pick(run % 3 === 2 ? 'publisher' : 'worker');
  stage.crew.expectEnd(actor);
  const askedAt = machineTime();
  actor.kill('SIGTERM');
  const timer = setTimeout(() => actor.kill('SIGKILL'), RHYTHM.drainTimeoutMs + CLOSING_MS);
  const { signal } = await actor.exited;
  clearTimeout(timer);
  if (signal === 'SIGKILL') {
    stage.problems.push(`${actor.label} did not drain within ${RHYTHM.drainTimeoutMs} ms`);
  }
  return over(askedAt);
}

/** Two that never had the right time. */
async function addShifted({ crew }: Stage): Promise<void> {
  await crew.addShifted('worker', -7 * MINUTE_MS);
  await crew.addShifted('publisher', 11 * MINUTE_MS);
}

/** The clock of a process jumps, forwards or backwards, by minutes. */
async function shiftClock(stage: Stage, run: number): Promise<Injection> {
  const actor = await stage.crew.pick(run % 2 === 0 ? 'worker' : 'publisher');
  const ms = between(-10, 10) * MINUTE_MS;
  await actor.ask({ type: 'shift-clock', ms });
  const goneAt = machineTime();
  await delay(RHYTHM.ownerTimeoutMs, undefined, { signal: stage.signal });
  return over(goneAt);
}

/** What happens to processes that go on living. */
export const PROCESS_FAULTS: readonly Fault[] = [
  {
    name: 'freeze-worker',
    what: 'a worker frozen (SIGSTOP) past its heartbeat, and woken',
    inject: (stage, run) => freeze(stage, run),
  },
  {
    name: 'two-lane-owners',
    what: 'the owner of a lane frozen past its heartbeat, and woken: two that believe to be it',
    inject: (stage) => freeze(stage, 0, () => stage.laneOwner()),
  },
  {
    name: 'clocks',
    what: "processes whose clocks differ from the database's by minutes, and jump",
    prepare: addShifted,
    inject: shiftClock,
    cleanUp: (stage) => stage.crew.renew(),
  },
  {
    name: 'sigterm',
    what: 'SIGTERM in full flight: drains, and repeats nothing',
    inject: terminate,
  },
];
