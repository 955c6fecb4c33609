import { ApiProblems, BODY_PROBLEMS } from '@hookline/webhooks';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentTenant, Scopes } from '../auth/decorators';
import { HostApi } from '../common/host-api.decorator';
import { PageQuery } from '../common/page';
import { UuidPipe } from '../common/uuid.pipe';
import { SessionDto, SessionPageDto } from './dto/session.dto';
import { StartProjectSessionDto } from './dto/session-input.dto';
import { SessionsService } from './sessions.service';

/** The sessions of one project. */
@ApiTags('sessions')
@HostApi()
@Controller('projects/:projectId/sessions')
export class ProjectSessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Post()
  @Scopes('sessions:write')
  @ApiOperation({ summary: 'Start a session of a project' })
  @ApiCreatedResponse({ type: SessionDto })
  @ApiProblems(...BODY_PROBLEMS, 'HOOKLINE_NOT_FOUND')
  async start(
    @CurrentTenant() tenantId: string,
    @Param('projectId', UuidPipe) projectId: string,
    @Body() body: StartProjectSessionDto,
  ): Promise<SessionDto> {
    const { session } = await this.sessions.start(tenantId, projectId, body.title);
    return SessionDto.from(session);
  }

  @Get()
  @Scopes('sessions:read')
  @ApiOperation({ summary: 'List the sessions of a project, newest first' })
  @ApiOkResponse({ type: SessionPageDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED')
  list(
    @CurrentTenant() tenantId: string,
    @Param('projectId', UuidPipe) projectId: string,
    @Query() page: PageQuery,
  ): Promise<SessionPageDto> {
    return this.sessions.list(tenantId, { ...page, projectId });
  }
}
