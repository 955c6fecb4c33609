import { ApiProperty } from '@nestjs/swagger';
import { IsString, IsUUID } from 'class-validator';
import type { Agent } from '../agent.entity';

/** What every event of an agent tells. */
export abstract class AgentEvent {
  /** The agent's id. */
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id!: string;

  @ApiProperty()
  @IsString()
  name!: string;

  @ApiProperty()
  @IsString()
  platform!: string;

  @ApiProperty()
  @IsString()
  version!: string;
}

/** Those fields, of an agent. */
export function agentFields({ id, name, platform, version }: Agent): AgentEvent {
  return { id, name, platform, version };
}
