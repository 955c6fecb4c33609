import { setTimeout as delay } from 'node:timers/promises';
import { count } from './counting/count';
import { type Backend, between, type Fault, type Injection } from './faults/fault';
import { type FaultResult, RECOVERY_LIMIT_MS, skewProblem } from './result';
import { type Readiness, watchReadiness } from './stage/readiness';
import type { Stage } from './stage/stage';

/** A fault, how often it comes, and where. */
export interface FaultRun {
  stage: Stage;
  backend: Backend;
  fault: Fault;
  runs: number;
  /** Whether the next run waits until the one before is recovered from. */
  patient: boolean;
  /** Whether no other fault follows on this stage. */
  last: boolean;
}

/** After the recovery limit whatever is live is stuck. */
const QUIET_TIMEOUT_MS = 2 * RECOVERY_LIMIT_MS;
/** Something has to be under way before the first fault. */
const WARM_UP_MS = 300;

/** Publishes while the fault comes again and again, waits for quiet and counts. */
export async function runFault(run: FaultRun): Promise<FaultResult> {
  const { stage, fault, backend, runs } = run;
  await fault.prepare?.(stage);
  if (run.patient) await stage.crew.complete();
  await stage.begin();
  await delay(WARM_UP_MS, undefined, { signal: stage.signal });
  const injections = await injectAll(run);
  await fault.cleanUp?.(stage);
  const stuck = await stage.quiet(QUIET_TIMEOUT_MS);
  const recoveries = await Promise.all(injections.map(({ goneAt }) => stage.recovery(goneAt)));
  const evidence = await stage.evidence();
  const skews = evidence.arrivals.map(({ skewMs }) => skewMs);
  return {
    fault: fault.name,
    backend,
    runs,
    kills: injections.reduce((sum, { kills }) => sum + kills, 0),
    ...count(evidence),
    stuck,
    longestRecoveryMs: Math.round(Math.max(...recoveries)),
    ...summarize(injections),
    problems: [...stage.problems, ...skewProblem(skews)],
  };
}

type Injected = Injection & { readiness?: Readiness };

/** What the workers said of themselves in the outages among these. */
function summarize(
  injections: readonly Injected[],
): Pick<FaultResult, 'outages' | 'toldOutages' | 'longestUnreadyMs'> {
  const outages = injections.filter(({ outage }) => outage === true);
  return {
    outages: outages.length,
    toldOutages: outages.filter(({ readiness }) => readiness?.saidSo === true).length,
    longestUnreadyMs: Math.max(0, ...outages.map(({ readiness }) => readiness?.readyAfterMs ?? 0)),
  };
}

async function injectAll({ stage, fault, runs, patient, last }: FaultRun): Promise<Injected[]> {
  const { signal } = stage;
  const injections: Injected[] = [];
  for (let number = 0; number < runs; number += 1) {
    if (last && number === runs - 1) stage.crew.stopReplacing();
    const inject = (): Promise<Injection> => fault.inject(stage, number);
    const injection = fault.watched === true ? await watchReadiness(stage, inject) : await inject();
    injections.push(injection);
    if (patient) await recovered(stage, injection.goneAt);
    // Never at the same moment of the sweeper's and the heartbeat's rhythm.
    await delay(between(0, 200), undefined, { signal });
  }
  return injections;
}

/** What does not recover is found by the counting; here it only may not stop everything. */
async function recovered(stage: Stage, goneAt: number): Promise<void> {
  const all = await stage.database.until(
    async () => (await stage.live(goneAt)) === 0 || undefined,
    RECOVERY_LIMIT_MS,
    stage.signal,
  );
  if (all === undefined) stage.problems.push(...(await stage.describeLive(goneAt)));
}
