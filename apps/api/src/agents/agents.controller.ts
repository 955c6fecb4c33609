import { ApiProblems, BODY_PROBLEMS } from '@hookline/webhooks';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentTenant, Scopes } from '../auth/decorators';
import { HostApi } from '../common/host-api.decorator';
import { UuidPipe } from '../common/uuid.pipe';
import { AgentsService } from './agents.service';
import { AgentDto, AgentPageDto } from './dto/agent.dto';
import { AgentQuery, ConnectAgentDto, HeartbeatDto } from './dto/agent-input.dto';

/** The caller's agents. */
@ApiTags('agents')
@HostApi()
@Controller('agents')
export class AgentsController {
  constructor(private readonly agents: AgentsService) {}

  @Post()
  @Scopes('agents:write')
  @ApiOperation({ summary: 'Connect a new agent' })
  @ApiCreatedResponse({ type: AgentDto })
  @ApiProblems(...BODY_PROBLEMS)
  async connect(
    @CurrentTenant() tenantId: string,
    @Body() body: ConnectAgentDto,
  ): Promise<AgentDto> {
    const { agent } = await this.agents.connect(tenantId, body);
    return AgentDto.from(agent);
  }

  @Get()
  @Scopes('agents:read')
  @ApiOperation({ summary: 'List agents, those that connected last first' })
  @ApiOkResponse({ type: AgentPageDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED')
  list(@CurrentTenant() tenantId: string, @Query() query: AgentQuery): Promise<AgentPageDto> {
    return this.agents.list(tenantId, query);
  }

  @Get(':id')
  @Scopes('agents:read')
  @ApiOperation({ summary: 'Read an agent' })
  @ApiOkResponse({ type: AgentDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_NOT_FOUND')
  async get(
    @CurrentTenant() tenantId: string,
    @Param('id', UuidPipe) id: string,
  ): Promise<AgentDto> {
    return AgentDto.from(await this.agents.get(tenantId, id));
  }

  @Post(':id/heartbeat')
  @HttpCode(200)
  @Scopes('agents:write')
  @ApiOperation({ summary: 'Say that an agent is there, now and then' })
  @ApiOkResponse({ type: AgentDto })
  @ApiProblems(...BODY_PROBLEMS, 'HOOKLINE_NOT_FOUND')
  async heartbeat(
    @CurrentTenant() tenantId: string,
    @Param('id', UuidPipe) id: string,
    @Body() body: HeartbeatDto,
  ): Promise<AgentDto> {
    const { agent } = await this.agents.heartbeat(tenantId, id, body);
    return AgentDto.from(agent);
  }

  @Post(':id/disconnect')
  @HttpCode(200)
  @Scopes('agents:write')
  @ApiOperation({ summary: 'Say that an agent is gone' })
  @ApiOkResponse({ type: AgentDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_NOT_FOUND', 'HOOKLINE_CONFLICT')
  async disconnect(
    @CurrentTenant() tenantId: string,
    @Param('id', UuidPipe) id: string,
  ): Promise<AgentDto> {
    const { agent } = await this.agents.disconnect(tenantId, id);
    return AgentDto.from(agent);
  }
}
