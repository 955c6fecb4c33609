import { setTimeout as delay } from 'node:timers/promises';
import type { Injection } from '../faults/fault';
import { machineTime } from '../machine-time';
import { RECOVERY_LIMIT_MS } from '../result';
import type { Stage } from './stage';

/** An orchestrator asks every few seconds; we want to know to the tenth. */
const EVERY_MS = 100;
/** A check answers within two seconds. */
const ANSWER_TIMEOUT_MS = 5_000;

/** What the workers said of themselves around a fault. */
export interface Readiness {
  /** Whether one of them said while it lasted that it is not ready. */
  saidSo: boolean;
  /** From the end of the cause until all of them were ready, in ms. */
  readyAfterMs: number;
}

/** Asks the workers over and over while a fault comes and goes, and then until all are ready. */
export async function watchReadiness(
  stage: Stage,
  inject: () => Promise<Injection>,
): Promise<Injection & { readiness: Readiness }> {
  let over = false;
  const injecting = inject().finally(() => (over = true));
  injecting.catch(() => undefined);
  let saidSo = false;
  while (!over) {
    const ready = await allReady(stage);
    saidSo ||= !ready && !over;
    await delay(EVERY_MS, undefined, { signal: stage.signal });
  }
  const injection = await injecting;
  while (machineTime() < injection.goneAt + RECOVERY_LIMIT_MS && !(await allReady(stage))) {
    await delay(EVERY_MS, undefined, { signal: stage.signal });
  }
  const readyAfterMs = Math.round(machineTime() - injection.goneAt);
  return { ...injection, readiness: { saidSo, readyAfterMs } };
}

async function allReady({ crew }: Stage): Promise<boolean> {
  const statuses = await Promise.all(
    crew.of('worker').map((worker) =>
      // One that does not answer is not ready either.
      worker.ask<string>({ type: 'health' }, ANSWER_TIMEOUT_MS).catch(() => 'silent'),
    ),
  );
  return statuses.every((status) => status === 'up');
}
