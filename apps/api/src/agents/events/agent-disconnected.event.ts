import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsISO8601 } from 'class-validator';
import type { AgentGone } from '../agent-change';
import { DISCONNECT_REASONS, type DisconnectReason } from '../agent-state';
import { AgentEvent, agentFields } from './agent-event';

/** Payload of `agent.disconnected`. */
@WebhookEvent('agent.disconnected', {
  description: 'An agent disconnected, or was not heard of for too long',
  example: {
    id: '4b1f7c2a-6d3e-4e59-8a0b-9c2d1e3f4a56',
    name: 'build-7',
    platform: 'linux',
    version: '2.4.1',
    reason: 'silent',
    lastSeenAt: '2026-11-21T22:57:30.000Z',
    disconnectedAt: '2026-11-21T22:59:00.000Z',
  },
})
export class AgentDisconnected extends AgentEvent {
  @ApiProperty({
    enum: DISCONNECT_REASONS,
    description: 'It said so, or it was not heard of for too long',
  })
  @IsIn(DISCONNECT_REASONS)
  reason!: DisconnectReason;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  lastSeenAt!: string;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  disconnectedAt!: string;

  static from(this: void, { agent, reason, at }: AgentGone): AgentDisconnected {
    return Object.assign(new AgentDisconnected(), {
      ...agentFields(agent),
      reason,
      lastSeenAt: agent.lastSeenAt.toISOString(),
      disconnectedAt: at.toISOString(),
    } satisfies AgentDisconnected);
  }
}
