/** What a process of the library does: publish only, work only, or both. */
export type Role = 'publisher' | 'worker' | 'host';

/** Where an actor can be told to end itself: each lies between two steps that must both be safe to lose. */
export type KillPoint =
  /** An event's transaction is committed, and not handed off. */
  | 'committed'
  /** The wake-up job is in the queue. */
  | 'queued'
  /** Deliveries are claimed, and nothing is sent. */
  | 'claimed'
  /** The request is on its way. */
  | 'posting'
  /** The whole response is there, and nothing is recorded. */
  | 'answered'
  /** The statement that records is on its way to Postgres. */
  | 'recording';

/** Whose answer an actor can be told to lose, by cutting the connection while Postgres works on it. */
export type CutPoint = 'claim' | 'insert' | 'record';

/** How an actor is started; travels as JSON in its environment. */
export interface ActorOptions {
  role: Role;
  /** Unique among all processes of a run; the receiver learns it with each request. */
  label: string;
  databaseUrl: string;
  /** Queue on Redis; without it on Postgres. */
  redisUrl?: string;
  /** How far this process's clock is off, in ms. */
  clockShiftMs: number;
  /** The first number that a publisher gives. */
  firstNumber: number;
  /** Events each second that a publisher aims at. */
  eventsPerSecond: number;
}

/** How an endpoint of a round wants its deliveries. */
export interface ChaosEndpoint {
  name: string;
  url: string;
  ordering?: { by: 'key'; onExhausted: 'continue' };
  concurrency?: number;
}

/** Events with the same remainder keep their order at the endpoint that asks for one. */
export const ORDERING_KEYS = 24;
/** Deliveries in flight at the endpoint that sets a limit, over all processes. */
export const LANE_LIMIT = 6;

/** What an actor can be asked to do. */
export type ActorOrder =
  /** Creates the round's endpoints, and the domain's table unless it is there. */
  | { type: 'prepare'; round: string; endpoints: ChaosEndpoint[] }
  | { type: 'publish'; round: string }
  /** Answered when everything that was begun has ended. */
  | { type: 'pause' }
  /** Ends itself by SIGKILL when it passes the point for the `pass`th time. */
  | { type: 'kill-at'; point: KillPoint; pass: number }
  /** Answered when the connection is cut. */
  | { type: 'cut-at'; point: CutPoint }
  | { type: 'shift-clock'; ms: number }
  /** Answered with the status of its health check. */
  | { type: 'health' }
  | { type: 'ping' };

/** How the receiver treats what arrives. */
export type Behaviour = 'up' | 'down' | 'slow' | 'reset' | 'half-close' | 'garbage';

/** What the receiver can be asked to do. */
export type ReceiverOrder =
  | { type: 'behave'; behaviour: Behaviour }
  /** Answers the {@link Arrival}s of a round, and forgets them. */
  | { type: 'arrivals'; round: string };

/** How an event was published. A committed domain row makes a `transaction` real; the others are real once acknowledged. */
export type EventKind = 'transaction' | 'group' | 'keyed';

/** One request as the receiver got it, whatever it answered. */
export interface Arrival {
  number: number;
  kind: EventKind;
  /** The endpoint's name. */
  endpoint: string;
  /** Stored uuid of the delivery. */
  delivery: string;
  attempt: number;
  eventId: string;
  /** Label of the process that sent it. */
  worker: string;
  /** When the sender began, in ms since 1970 by the machine's clock. */
  startedAt: number;
  /** How far `webhook-timestamp` is off the machine's clock, in ms. */
  skewMs: number;
  /** From when until when the receiver had it, in ms since 1970 by the machine's clock. */
  arrivedAt: number;
  /** `null` while it is there. */
  leftAt: number | null;
  /** The receiver itself broke the exchange: a transport may try once more at once. */
  broken: boolean;
}

/** A question to a child process, and what comes back. */
export interface Question<Order> {
  id: number;
  order: Order;
}
export type ChildReport =
  | { type: 'ready'; port?: number }
  | { type: 'answer'; id: number; value?: unknown; error?: string }
  /** A worker's life was taken over by others; it may have sent until `until`. */
  | { type: 'life-lost'; until: number };

/** The worker's rhythm in all runs: quick, so that a fault costs seconds. */
export const RHYTHM = {
  heartbeatIntervalMs: 200,
  ownerTimeoutMs: 1_000,
  sweepIntervalMs: 100,
  drainTimeoutMs: 5_000,
  transactionGraceMs: 200,
  timeoutMs: 1_000,
  retryDelayMs: 300,
  maxAttempts: 20,
  circuitOpenMs: 500,
} as const;
