import { Body, Controller, Get, Param, Post, Query, UsePipes } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentTenant, Scopes } from '../auth/decorators';
import { InputPipe } from '../common/input.pipe';
import { PageQuery } from '../common/page';
import { UuidPipe } from '../common/uuid.pipe';
import { SessionDto, SessionPageDto } from './dto/session.dto';
import { StartProjectSessionDto } from './dto/session-input.dto';
import { SessionsService } from './sessions.service';

/** The sessions of one project. */
@ApiTags('sessions')
@ApiBearerAuth()
@UsePipes(InputPipe)
@Controller('projects/:projectId/sessions')
export class ProjectSessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Post()
  @Scopes('sessions:write')
  @ApiOperation({ summary: 'Start a session of a project' })
  @ApiCreatedResponse({ type: SessionDto })
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
  list(
    @CurrentTenant() tenantId: string,
    @Param('projectId', UuidPipe) projectId: string,
    @Query() page: PageQuery,
  ): Promise<SessionPageDto> {
    return this.sessions.list(tenantId, { ...page, projectId });
  }
}
