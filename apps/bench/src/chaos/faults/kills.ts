import { setTimeout as delay } from 'node:timers/promises';
import { machineTime } from '../machine-time';
import type { KillPoint, Role } from '../protocol';
import type { Actor } from '../stage/crew';
import type { Stage } from '../stage/stage';
import { between, type Fault, type Injection, over } from './fault';

/** A random kill comes within this time. */
const RANDOM_MS = 200;
/** Under load each point is passed many times a second. */
const REACH_TIMEOUT_MS = 10_000;
const HOSTS = 2;

async function killNow(stage: Stage, actors: readonly Actor[]): Promise<Injection> {
  for (const actor of actors) {
    stage.crew.expectEnd(actor);
    actor.kill('SIGKILL');
  }
  const goneAt = machineTime();
  await Promise.all(actors.map((actor) => actor.exited));
  await Promise.all(actors.map((actor) => stage.killed(actor)));
  return over(goneAt, actors.length);
}

async function killAt(stage: Stage, role: Role, point: KillPoint): Promise<Injection> {
  const actor = await stage.crew.pick(role);
  stage.crew.expectEnd(actor);
  await actor.ask({ type: 'kill-at', point, pass: between(1, 5) }).catch((error: Error) => {
    // The point may have come before the answer.
    if (actor.alive) throw error;
  });
  const late = delay(REACH_TIMEOUT_MS, 'late' as const, { signal: stage.signal, ref: false });
  late.catch(() => undefined);
  if ((await Promise.race([actor.exited, late])) === 'late') {
    stage.problems.push(`${actor.label} did not reach "${point}" in ${REACH_TIMEOUT_MS} ms`);
    return killNow(stage, [actor]);
  }
  const goneAt = machineTime();
  await stage.killed(actor);
  return over(goneAt, 1);
}

async function soon(stage: Stage): Promise<void> {
  await delay(between(0, RANDOM_MS), undefined, { signal: stage.signal });
}

const randomly =
  (...roles: Role[]) =>
  async (stage: Stage): Promise<Injection> => {
    const actors = await Promise.all(roles.map((role) => stage.crew.pick(role)));
    await soon(stage);
    return killNow(
      stage,
      actors.filter((actor) => actor.alive),
    );
  };

/** `kill -9`, at random and at the points between two steps. */
export const KILLS: readonly Fault[] = [
  { name: 'kill-worker', what: 'kill -9 of a worker at random', inject: randomly('worker') },
  {
    name: 'kill-lane-owner',
    what: 'kill -9 of a worker that drains a lane',
    inject: async (stage: Stage): Promise<Injection> => {
      const owner = await stage.laneOwner();
      await soon(stage);
      return killNow(
        stage,
        [owner].filter(({ alive }) => alive),
      );
    },
  },
  {
    name: 'kill-publisher',
    what: 'kill -9 of a publisher at random',
    inject: randomly('publisher'),
  },
  {
    name: 'kill-both',
    what: 'kill -9 of a worker and a publisher at once',
    killsEach: 2,
    inject: randomly('worker', 'publisher'),
  },
  {
    name: 'kill-host',
    what: 'kill -9 of a process that publishes and works',
    prepare: (stage) => stage.crew.staff('host', HOSTS),
    inject: randomly('host'),
    cleanUp: (stage) => stage.crew.staff('host', 0),
  },
  {
    name: 'kill-before-hand-off',
    what: 'kill -9 after the commit, before the hand-off',
    inject: (stage) => killAt(stage, 'publisher', 'committed'),
  },
  {
    name: 'kill-after-hand-off',
    what: 'kill -9 after the wake-up job is queued, or after the claim',
    inject: (stage, run) =>
      run % 2 === 0 ? killAt(stage, 'publisher', 'queued') : killAt(stage, 'worker', 'claimed'),
  },
  {
    name: 'kill-in-post',
    what: 'kill -9 in the middle of a POST',
    inject: (stage) => killAt(stage, 'worker', 'posting'),
  },
  {
    name: 'kill-after-response',
    what: 'kill -9 after the response, before it is recorded',
    inject: (stage) => killAt(stage, 'worker', 'answered'),
  },
  {
    name: 'kill-in-recording',
    what: 'kill -9 inside a recording flush',
    inject: (stage) => killAt(stage, 'worker', 'recording'),
  },
];
