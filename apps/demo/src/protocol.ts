/** How a receiver treats what arrives. */
export type Behaviour =
  | { kind: 'answers'; status: number }
  /** Refuses the first attempts of each message, and takes the next. */
  | { kind: 'recovers'; failures: number; failureStatus: number; status: number }
  | { kind: 'hangs' };

/** To the receiver's process: what to expect at `/<endpoint>`. It answers with {@link Serving}. */
export interface Serve {
  type: 'serve';
  endpoint: string;
  secret: string;
  behaviour: Behaviour;
}

/** From the receiver's process, once it listens. */
export interface Listening {
  type: 'listening';
  port: number;
}

/** From the receiver's process: an endpoint is known. */
export interface Serving {
  type: 'serving';
  endpoint: string;
}

/** From the receiver's process: one request, when its exchange has ended. */
export interface Arrival {
  type: 'arrival';
  endpoint: string;
  /** `webhook-id`. */
  eventId: string;
  eventType: string;
  /** `data.id`, or `data.documentId`: what the event is about. */
  subject: string;
  /** `x-webhook-attempt`. */
  attempt: number;
  /** `null` when nothing was answered before the sender hung up. */
  status: number | null;
  durationMs: number;
  /** Why `standardwebhooks` did not accept it, `null` when it did. */
  refusal: string | null;
  /** SHA-256 of the body. */
  bodyHash: string;
}

/** Everything that the receiver's process says. */
export type ReceiverReport = Listening | Serving | Arrival;
