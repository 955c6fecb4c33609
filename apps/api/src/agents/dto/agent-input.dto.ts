import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, ValidateIf } from 'class-validator';
import { PageQuery } from '../../common/page';
import {
  AGENT_STATUSES,
  REPORTED_STATUSES,
  type AgentStatus,
  type ReportedStatus,
} from '../agent-state';

/** Body: an agent that connects for the first time. */
export class ConnectAgentDto {
  @ApiProperty({ minLength: 1, maxLength: 255, example: 'build-7' })
  @IsString()
  @Length(1, 255)
  name!: string;

  @ApiProperty({ minLength: 1, maxLength: 100, example: 'linux' })
  @IsString()
  @Length(1, 100)
  platform!: string;

  @ApiProperty({ minLength: 1, maxLength: 100, example: '2.4.1' })
  @IsString()
  @Length(1, 100)
  version!: string;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 1_000,
    description: 'What the agent wants to be called with; never shown again',
  })
  @IsOptional()
  @IsString()
  @Length(1, 1_000)
  token?: string;
}

/** Body: an agent is there. */
export class HeartbeatDto {
  @ApiPropertyOptional({ enum: REPORTED_STATUSES, description: 'If it is another than before' })
  @ValidateIf(({ status }: HeartbeatDto) => status !== undefined)
  @IsIn(REPORTED_STATUSES)
  status?: ReportedStatus;

  @ApiPropertyOptional({ minLength: 1, maxLength: 100, description: 'If it was updated' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  version?: string;
}

/** Query parameters of the list of agents. */
export class AgentQuery extends PageQuery {
  @ApiPropertyOptional({ enum: AGENT_STATUSES })
  @IsOptional()
  @IsIn(AGENT_STATUSES)
  status?: AgentStatus;
}
