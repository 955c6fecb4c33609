import { ApiProperty } from '@nestjs/swagger';
import { AGENT_STATUSES, type AgentStatus } from '../agent-state';
import type { Agent } from '../agent.entity';

/** An agent, as callers see it. */
export class AgentDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  platform!: string;

  @ApiProperty()
  version!: string;

  @ApiProperty({ enum: AGENT_STATUSES })
  status!: AgentStatus;

  @ApiProperty({ format: 'date-time' })
  connectedAt!: string;

  @ApiProperty({ format: 'date-time' })
  lastSeenAt!: string;

  static from(this: void, agent: Agent): AgentDto {
    return {
      id: agent.id,
      name: agent.name,
      platform: agent.platform,
      version: agent.version,
      status: agent.status,
      connectedAt: agent.connectedAt.toISOString(),
      lastSeenAt: agent.lastSeenAt.toISOString(),
    };
  }
}

/** A page of agents, those that connected last first. */
export class AgentPageDto {
  @ApiProperty({ type: [AgentDto] })
  items!: AgentDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}
