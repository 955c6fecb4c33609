import { backlog, batches, counter, histogram, type Metric, pools, worker } from './metric';

/** Every metric, in the order of a scrape. `docs/monitoring.md` is tested against it. */
export const METRICS: readonly Metric[] = [
  counter(
    {
      name: 'hookline_events_published_total',
      labels: ['event_type'],
      help: 'Events that were committed',
    },
    ({ published }) => published,
  ),
  counter(
    {
      name: 'hookline_attempts_total',
      labels: ['outcome', 'code', 'status_class'],
      help: 'Attempts that were made, by what followed from them',
    },
    ({ attempts }) => attempts,
  ),
  counter(
    {
      name: 'hookline_deliveries_total',
      labels: ['outcome', 'reason', 'code'],
      help: 'Deliveries that became final',
    },
    ({ deliveries }) => deliveries,
  ),
  counter(
    {
      name: 'hookline_deliveries_taken_total',
      labels: ['source'],
      help: 'Deliveries that this process came to own',
    },
    ({ taken }) => taken,
  ),
  counter(
    {
      name: 'hookline_deliveries_freed_total',
      labels: ['cause'],
      help: 'Deliveries that this process freed of an owner who had lost them',
    },
    ({ freed }) => freed,
  ),
  histogram(
    {
      name: 'hookline_publish_to_first_attempt_seconds',
      help: 'From the publish to the begin of the first attempt',
    },
    ({ toFirstAttempt }) => toFirstAttempt,
  ),
  histogram(
    {
      name: 'hookline_publish_to_delivered_seconds',
      help: 'From the publish to the end of the attempt that succeeded',
    },
    ({ toDelivered }) => toDelivered,
  ),
  histogram(
    { name: 'hookline_request_duration_seconds', help: 'From the begin of an attempt to its end' },
    ({ requests }) => requests,
  ),
  batches(
    { name: 'hookline_batch_entries', help: 'Events or outcomes in one write' },
    ({ sizes }) => sizes,
  ),
  batches(
    { name: 'hookline_batch_write_seconds', help: 'How long one write took' },
    ({ seconds }) => seconds,
  ),
  worker(
    { name: 'hookline_owned_deliveries', help: 'Deliveries in the memory of this process' },
    ({ owned }) => owned,
  ),
  worker(
    { name: 'hookline_waiting_deliveries', help: 'Deliveries that wait for their turn in memory' },
    ({ waiting }) => waiting,
  ),
  worker(
    { name: 'hookline_in_flight_deliveries', help: 'Deliveries that are being sent' },
    ({ inFlight }) => inFlight,
  ),
  {
    name: 'hookline_circuits',
    type: 'gauge',
    labels: ['state'],
    help: 'Endpoints that get nothing (open), or what was held bit by bit (ramping)',
    read: ({ worker: state }) =>
      Object.entries(state.view()?.circuits ?? {}).map(([phase, value]) => ({
        value,
        labels: { state: phase },
      })),
  },
  worker(
    { name: 'hookline_worker_accepting', help: 'Whether this process may take and send' },
    ({ accepting }) => Number(accepting),
  ),
  worker(
    { name: 'hookline_worker_heartbeat_age_seconds', help: 'Time since the last heartbeat' },
    ({ heartbeatAgeSeconds }) => heartbeatAgeSeconds,
  ),
  pools(
    { name: 'hookline_pool_connections', help: 'Open connections to Postgres' },
    ({ total }) => total,
  ),
  pools(
    { name: 'hookline_pool_idle_connections', help: 'Open connections that are not in use' },
    ({ idle }) => idle,
  ),
  pools(
    { name: 'hookline_pool_max_connections', help: 'Connections that there may be at most' },
    ({ max }) => max,
  ),
  pools(
    { name: 'hookline_pool_waiting', help: 'Statements that wait for a connection' },
    ({ waiting }) => waiting,
  ),
  {
    name: 'hookline_database_up',
    type: 'gauge',
    labels: [],
    help: 'Whether Postgres answered; the gauges that it is asked for are left out otherwise',
    read: async (sources) => [
      { value: Number((await sources.backlog.read()) !== null), labels: {} },
    ],
  },
  backlog(
    {
      name: 'hookline_due_age_seconds',
      help: 'How long the oldest delivery is due that no process has taken',
    },
    ({ dueAgeSeconds }) => [{ value: dueAgeSeconds, labels: {} }],
  ),
  backlog(
    {
      name: 'hookline_due_deliveries',
      help: 'Deliveries that are due and that no process has taken; 10000 stands for more',
    },
    ({ due }) => [{ value: due, labels: {} }],
  ),
  backlog(
    {
      name: 'hookline_held_deliveries',
      labels: ['reason'],
      help: 'Deliveries that are held; 10000 stands for more',
    },
    ({ held }) => Object.entries(held).map(([reason, value]) => ({ value, labels: { reason } })),
  ),
];
