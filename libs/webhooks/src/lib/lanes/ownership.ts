/**
 * Port: whether this process may send. Dispatch implements it with a heartbeat. A delivery carries
 * its owner; a process that could not renew its life in time stops, because others may have taken over.
 */
export interface Ownership {
  /** The owner under which new deliveries are taken, `null` while this process may not send, or all are paused. */
  current(): string | null;
  /** How long ago the life was renewed, in ms of monotonic time; `Infinity` before it begins. */
  silentForMs(): number;
  /** Calls back after each renewal. */
  onRenewed(listener: () => void): void;
  /** Calls back when an owner was given up; its deliveries belong to others now. */
  onLost(listener: (owner: string) => void): void;
}

/** Injection token of the ownership. */
export const OWNERSHIP = Symbol('hookline:ownership');
