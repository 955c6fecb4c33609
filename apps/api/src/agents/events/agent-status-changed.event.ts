import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsISO8601 } from 'class-validator';
import type { AgentChange } from '../agent-change';
import { AGENT_STATUSES, type AgentStatus } from '../agent-state';
import { AgentEvent, agentFields } from './agent-event';

/** Payload of `agent.status_changed`. */
@WebhookEvent('agent.status_changed', {
  description: 'The status of an agent is another one than before',
  example: {
    id: '4b1f7c2a-6d3e-4e59-8a0b-9c2d1e3f4a56',
    name: 'build-7',
    platform: 'linux',
    version: '2.4.1',
    status: 'BUSY',
    previousStatus: 'ONLINE',
    changedAt: '2026-11-21T22:59:00.000Z',
  },
})
export class AgentStatusChanged extends AgentEvent {
  @ApiProperty({ enum: AGENT_STATUSES })
  @IsIn(AGENT_STATUSES)
  status!: AgentStatus;

  @ApiProperty({ enum: AGENT_STATUSES })
  @IsIn(AGENT_STATUSES)
  previousStatus!: AgentStatus;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  changedAt!: string;

  static from(this: void, { agent, previousStatus, at }: AgentChange): AgentStatusChanged {
    return Object.assign(new AgentStatusChanged(), {
      ...agentFields(agent),
      status: agent.status,
      previousStatus: previousStatus ?? agent.status,
      changedAt: at.toISOString(),
    } satisfies AgentStatusChanged);
  }
}
