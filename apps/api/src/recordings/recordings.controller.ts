import { ApiProblems, BODY_PROBLEMS } from '@hookline/webhooks';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentTenant, Scopes } from '../auth/decorators';
import { HostApi } from '../common/host-api.decorator';
import { UuidPipe } from '../common/uuid.pipe';
import { RecordingDto, RecordingPageDto } from './dto/recording.dto';
import {
  CompleteRecordingDto,
  FailRecordingDto,
  RecordingQuery,
  StartRecordingDto,
} from './dto/recording-input.dto';
import { RecordingsService } from './recordings.service';

/** The caller's recordings. */
@ApiTags('recordings')
@HostApi()
@Controller('recordings')
export class RecordingsController {
  constructor(private readonly recordings: RecordingsService) {}

  @Post()
  @Scopes('recordings:write')
  @ApiOperation({ summary: 'Start a recording of a session' })
  @ApiCreatedResponse({ type: RecordingDto })
  @ApiProblems(...BODY_PROBLEMS, 'HOOKLINE_NOT_FOUND', 'HOOKLINE_CONFLICT')
  async start(
    @CurrentTenant() tenantId: string,
    @Body() body: StartRecordingDto,
  ): Promise<RecordingDto> {
    return RecordingDto.from(await this.recordings.start(tenantId, body.sessionId));
  }

  @Get()
  @Scopes('recordings:read')
  @ApiOperation({ summary: 'List recordings, newest first' })
  @ApiOkResponse({ type: RecordingPageDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED')
  list(
    @CurrentTenant() tenantId: string,
    @Query() query: RecordingQuery,
  ): Promise<RecordingPageDto> {
    return this.recordings.list(tenantId, query);
  }

  @Get(':id')
  @Scopes('recordings:read')
  @ApiOperation({ summary: 'Read a recording' })
  @ApiOkResponse({ type: RecordingDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_NOT_FOUND')
  async get(
    @CurrentTenant() tenantId: string,
    @Param('id', UuidPipe) id: string,
  ): Promise<RecordingDto> {
    return RecordingDto.from(await this.recordings.get(tenantId, id));
  }

  @Post(':id/complete')
  @HttpCode(200)
  @Scopes('recordings:write')
  @ApiOperation({ summary: 'Say that a recording is ready' })
  @ApiOkResponse({ type: RecordingDto })
  @ApiProblems(...BODY_PROBLEMS, 'HOOKLINE_NOT_FOUND', 'HOOKLINE_CONFLICT')
  async complete(
    @CurrentTenant() tenantId: string,
    @Param('id', UuidPipe) id: string,
    @Body() body: CompleteRecordingDto,
  ): Promise<RecordingDto> {
    const { recording } = await this.recordings.complete(tenantId, id, body);
    return RecordingDto.from(recording);
  }

  @Post(':id/fail')
  @HttpCode(200)
  @Scopes('recordings:write')
  @ApiOperation({ summary: 'Say that a recording failed' })
  @ApiOkResponse({ type: RecordingDto })
  @ApiProblems(...BODY_PROBLEMS, 'HOOKLINE_NOT_FOUND', 'HOOKLINE_CONFLICT')
  async fail(
    @CurrentTenant() tenantId: string,
    @Param('id', UuidPipe) id: string,
    @Body() body: FailRecordingDto,
  ): Promise<RecordingDto> {
    const { recording } = await this.recordings.fail(tenantId, id, body.error);
    return RecordingDto.from(recording);
  }
}
