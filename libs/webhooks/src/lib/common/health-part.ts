/** What a process may need to do its work. */
export const HEALTH_PARTS = ['database', 'queue', 'heartbeat', 'recording', 'sweep'] as const;
export type HealthPartName = (typeof HEALTH_PARTS)[number];

/** What keeps a part from working. Anybody may read it: codes, no names of hosts or users. */
export interface Trouble {
  /** Since when, in milliseconds since 1970 by this machine's clock. @default when it is first seen */
  since?: number;
  reason: string;
  /** Whether it is wanted, or does little harm: then even what is needed counts as degraded only. */
  mild?: boolean;
}

/** Port: a part as the health check asks it. The rooms implement it. */
export interface HealthPart {
  readonly part: HealthPartName;
  /** Whether this process can't do its work without it; otherwise it only does it worse. */
  readonly needed: boolean;
  /** What is wrong, `undefined` when nothing is. May reject, or take long: then the check gives up on it. */
  trouble(): Trouble | undefined | Promise<Trouble | undefined>;
}

/** Injection token of the parts that this process has. */
export const CHECKED_PARTS = Symbol('hookline:checked-parts');
