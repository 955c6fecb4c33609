import { ApiProblems, BODY_PROBLEMS } from '@hookline/webhooks';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentTenant, CurrentUser, Scopes } from '../auth/decorators';
import { type AuthenticatedUser } from '../auth/authenticated-user';
import { HostApi } from '../common/host-api.decorator';
import { PageQuery } from '../common/page';
import { UuidPipe } from '../common/uuid.pipe';
import {
  SessionDto,
  SessionMessageDto,
  SessionMessagePageDto,
  SessionPageDto,
} from './dto/session.dto';
import { SessionMessageInputDto, SessionQuery, StartSessionDto } from './dto/session-input.dto';
import { SessionsService } from './sessions.service';

/** The caller's sessions. */
@ApiTags('sessions')
@HostApi()
@Controller('sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Post()
  @Scopes('sessions:write')
  @ApiOperation({ summary: 'Start a session' })
  @ApiCreatedResponse({ type: SessionDto })
  @ApiProblems(...BODY_PROBLEMS, 'HOOKLINE_NOT_FOUND')
  async start(
    @CurrentTenant() tenantId: string,
    @Body() body: StartSessionDto,
  ): Promise<SessionDto> {
    const { session } = await this.sessions.start(tenantId, body.projectId, body.title);
    return SessionDto.from(session);
  }

  @Get()
  @Scopes('sessions:read')
  @ApiOperation({ summary: 'List sessions, newest first' })
  @ApiOkResponse({ type: SessionPageDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED')
  list(@CurrentTenant() tenantId: string, @Query() query: SessionQuery): Promise<SessionPageDto> {
    return this.sessions.list(tenantId, query);
  }

  @Get(':id')
  @Scopes('sessions:read')
  @ApiOperation({ summary: 'Read a session' })
  @ApiOkResponse({ type: SessionDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_NOT_FOUND')
  async get(
    @CurrentTenant() tenantId: string,
    @Param('id', UuidPipe) id: string,
  ): Promise<SessionDto> {
    return SessionDto.from(await this.sessions.get(tenantId, id));
  }

  @Post(':id/pause')
  @HttpCode(200)
  @Scopes('sessions:write')
  @ApiOperation({ summary: 'Pause an active session' })
  @ApiOkResponse({ type: SessionDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_NOT_FOUND', 'HOOKLINE_CONFLICT')
  async pause(
    @CurrentTenant() tenantId: string,
    @Param('id', UuidPipe) id: string,
  ): Promise<SessionDto> {
    const { session } = await this.sessions.pause(tenantId, id);
    return SessionDto.from(session);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Scopes('sessions:write')
  @ApiOperation({ summary: 'Resume a paused session' })
  @ApiOkResponse({ type: SessionDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_NOT_FOUND', 'HOOKLINE_CONFLICT')
  async resume(
    @CurrentTenant() tenantId: string,
    @Param('id', UuidPipe) id: string,
  ): Promise<SessionDto> {
    const { session } = await this.sessions.resume(tenantId, id);
    return SessionDto.from(session);
  }

  @Post(':id/end')
  @HttpCode(200)
  @Scopes('sessions:write')
  @ApiOperation({ summary: 'End a session, active or paused' })
  @ApiOkResponse({ type: SessionDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_NOT_FOUND', 'HOOKLINE_CONFLICT')
  async end(
    @CurrentTenant() tenantId: string,
    @Param('id', UuidPipe) id: string,
  ): Promise<SessionDto> {
    const { session } = await this.sessions.end(tenantId, id);
    return SessionDto.from(session);
  }

  @Post(':id/messages')
  @Scopes('sessions:write')
  @ApiOperation({ summary: 'Say something in an active session' })
  @ApiCreatedResponse({ type: SessionMessageDto })
  @ApiProblems(...BODY_PROBLEMS, 'HOOKLINE_NOT_FOUND', 'HOOKLINE_CONFLICT')
  async say(
    @CurrentUser() user: AuthenticatedUser,
    @Param('id', UuidPipe) id: string,
    @Body() body: SessionMessageInputDto,
  ): Promise<SessionMessageDto> {
    const sender = body.sender ?? user.id;
    const { message } = await this.sessions.say(user.tenantId, id, sender, body.content);
    return SessionMessageDto.from(message);
  }

  @Get(':id/messages')
  @Scopes('sessions:read')
  @ApiOperation({ summary: 'List what was said, newest first' })
  @ApiOkResponse({ type: SessionMessagePageDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_NOT_FOUND')
  messages(
    @CurrentTenant() tenantId: string,
    @Param('id', UuidPipe) id: string,
    @Query() page: PageQuery,
  ): Promise<SessionMessagePageDto> {
    return this.sessions.messages(tenantId, id, page);
  }
}
