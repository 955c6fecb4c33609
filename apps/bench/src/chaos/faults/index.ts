import type { Backend, Fault } from './fault';
import { KILLS } from './kills';
import { POSTGRES_FAULTS } from './postgres';
import { PROCESS_FAULTS } from './processes';
import { QUEUE_FAULTS } from './queue';
import { RECEIVER_FAULTS } from './receiver';

/** Every fault, in the order of the report. */
export const FAULTS: readonly Fault[] = [
  ...KILLS,
  ...POSTGRES_FAULTS,
  ...QUEUE_FAULTS,
  ...PROCESS_FAULTS,
  ...RECEIVER_FAULTS,
];

/** Those that can be on a backend of the queue. */
export function faultsOn(backend: Backend, names: readonly string[]): Fault[] {
  return FAULTS.filter(
    ({ name, backends }) => names.includes(name) && (backends ?? [backend]).includes(backend),
  );
}
