import { drain } from './drain';
import { headlines } from './headlines';
import { history } from './history';
import { latency } from './latency';
import { lists } from './lists';
import { memory } from './memory';
import { publishing } from './publishing';
import { ISOLATION } from './isolation/neighbours';
import { KIBIBYTE, type Scenario } from './scenario';
import { throughput } from './throughput';

/** Connections to one origin, and deliveries in flight to one endpoint, by Hookline's defaults. */
const PER_ORIGIN = 100;
const PER_ENDPOINT = 10;

/** Everything that is measured, the most important first. */
export const SCENARIOS: readonly Scenario[] = [
  throughput({
    name: 'fan-out-10',
    title: 'one process, fan-out 10',
    quick: true,
    fanOut: 10,
    connections: PER_ORIGIN,
    good: 0.3,
    aim: 0.45,
    cpu: { name: 'cpu', title: 'CPU of everything per delivery ÷ raw', good: 4.5, aim: 3.5 },
  }),
  throughput({
    name: 'endpoints-1000',
    title: 'one process, fan-out 1 over 1,000 endpoints',
    fanOut: 1,
    tenants: 1_000,
    connections: PER_ORIGIN,
    good: 0.2,
    aim: 0.35,
  }),
  throughput({
    name: 'one-endpoint',
    title: 'one process, fan-out 1, one endpoint',
    quick: true,
    fanOut: 1,
    connections: PER_ENDPOINT,
    good: 0.2,
    aim: 0.35,
  }),
  throughput({
    name: 'apart-redis',
    title: 'publisher and worker apart, fan-out 10, Redis queue',
    needs: 'redis',
    fanOut: 10,
    connections: PER_ORIGIN,
    apart: 'redis',
    good: 0.25,
    aim: 0.35,
  }),
  throughput({
    name: 'apart-postgres',
    title: 'publisher and worker apart, fan-out 10, Postgres queue',
    fanOut: 10,
    connections: PER_ORIGIN,
    apart: 'postgres',
    good: 0.18,
    aim: 0.25,
  }),
  publishing,
  latency,
  drain,
  throughput({
    name: 'payload-100k',
    title: '100 KiB payload, fan-out 10 (÷ raw with 100 KiB)',
    fanOut: 10,
    connections: PER_ORIGIN,
    payloadBytes: 100 * KIBIBYTE,
    good: 0.3,
    aim: 0.5,
  }),
  throughput({
    name: 'axios',
    title: 'axios transport, fan-out 10 (÷ raw axios)',
    fanOut: 10,
    connections: PER_ORIGIN,
    transport: 'axios',
    good: 0.8,
    aim: 1,
  }),
  memory,
  history,
  lists,
  headlines,
  ...ISOLATION,
];
