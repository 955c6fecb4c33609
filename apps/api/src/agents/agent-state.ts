/** A heartbeat may say `ONLINE` or `BUSY`; who disconnects or falls silent is `OFFLINE`. */
export const AGENT_STATUSES = ['ONLINE', 'BUSY', 'OFFLINE'] as const;
export type AgentStatus = (typeof AGENT_STATUSES)[number];

/** What an agent may say of itself. */
export const REPORTED_STATUSES = ['ONLINE', 'BUSY'] as const satisfies readonly AgentStatus[];
export type ReportedStatus = (typeof REPORTED_STATUSES)[number];

/** Why an agent is gone: it said so, or it was not heard of for too long. */
export const DISCONNECT_REASONS = ['requested', 'silent'] as const;
export type DisconnectReason = (typeof DISCONNECT_REASONS)[number];
