import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601 } from 'class-validator';
import type { AgentChange } from '../agent-change';
import { AgentEvent, agentFields } from './agent-event';

/** Payload of `agent.connected`. */
@WebhookEvent('agent.connected', {
  description: 'An agent connected, for the first time or again',
  example: {
    id: '4b1f7c2a-6d3e-4e59-8a0b-9c2d1e3f4a56',
    name: 'build-7',
    platform: 'linux',
    version: '2.4.1',
    connectedAt: '2026-11-21T22:59:00.000Z',
  },
})
export class AgentConnected extends AgentEvent {
  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  connectedAt!: string;

  static from(this: void, { agent, at }: AgentChange): AgentConnected {
    return Object.assign(new AgentConnected(), {
      ...agentFields(agent),
      connectedAt: at.toISOString(),
    } satisfies AgentConnected);
  }
}
