/** `ACTIVE` and `PAUSED` may change into each other; `COMPLETED` is final. */
export const SESSION_STATUSES = ['ACTIVE', 'PAUSED', 'COMPLETED'] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/** Statuses of sessions that have not ended. */
export const OPEN_STATUSES = ['ACTIVE', 'PAUSED'] as const satisfies readonly SessionStatus[];

/** What can be done with a session. `message`: something is said in it, its status stays. */
export type SessionAction = 'pause' | 'resume' | 'end' | 'message';

/** The status after an action, or why it can't be done. */
export type Transition =
  { allowed: true; status: SessionStatus } | { allowed: false; reason: string };

const RULES: Readonly<
  Record<SessionAction, { from: readonly SessionStatus[]; to: SessionStatus; fix: string }>
> = {
  pause: { from: ['ACTIVE'], to: 'PAUSED', fix: 'Only an active session can be paused.' },
  resume: { from: ['PAUSED'], to: 'ACTIVE', fix: 'Only a paused session can be resumed.' },
  end: { from: OPEN_STATUSES, to: 'COMPLETED', fix: 'It has ended already.' },
  message: {
    from: ['ACTIVE'],
    to: 'ACTIVE',
    fix: 'Messages go to active sessions; resume it first, or start another.',
  },
};

/** What becomes of a session by an action. */
export function transition(status: SessionStatus, action: SessionAction): Transition {
  const { from, to, fix } = RULES[action];
  if (from.includes(status)) return { allowed: true, status: to };
  return { allowed: false, reason: `The session is ${status}. ${fix}` };
}

/** Seconds from start to end, pauses included, to the millisecond. */
export function durationInSeconds(startedAt: Date, endedAt: Date): number {
  return Math.max(0, endedAt.getTime() - startedAt.getTime()) / 1000;
}
