import type { AgentStatus, DisconnectReason } from './agent-state';
import type { Agent } from './agent.entity';

/** An agent after a change, and what its events tell beside it. */
export interface AgentChange {
  agent: Agent;
  /** `null` for an agent that was not there before. */
  previousStatus: AgentStatus | null;
  at: Date;
}

/** An agent that is gone. */
export interface AgentGone extends AgentChange {
  reason: DisconnectReason;
}
