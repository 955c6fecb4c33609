/** What the receiver does with a request: answer it, answer it and note when it came, or keep it waiting. */
export type ReceiverMode = 'answer' | 'note' | 'hold';

/** When an event arrived: its number, and the machine's monotonic time in ms. */
export type Arrival = readonly [number: number, at: number];

/** What the receiver process answers to. */
export interface ReceiverApi {
  /** Listens on a free port of 127.0.0.1, and answers it. */
  listen(): Promise<number>;
  /** Changes what is done with requests; forgets arrivals and the peak. Leaving `hold` answers what waited. */
  mode(mode: ReceiverMode): void;
  /** Requests received so far. */
  count(): number;
  /** Arrivals since the mode was set to `note`. */
  arrivals(): Arrival[];
  /** Most requests that waited at the same time since the mode was set to `hold`. */
  peak(): number;
}
