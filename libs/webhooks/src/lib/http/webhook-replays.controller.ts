import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
} from '@nestjs/swagger';
import { WebhookReplaysService } from '../replay/webhook-replays.service';
import { PageQueryDto } from './dto/list-query.dto';
import { CreateReplayDto, ReplayDto, ReplayEstimateDto, ReplayPageDto } from './dto/replay.dto';
import { Tenant } from './tenant.decorator';
import { ApiProblems, BODY_PROBLEMS } from './openapi/api-problems.decorator';
import { WebhooksApi } from './webhooks-api.decorator';

const ID = { name: 'id', example: 'rpl_01kamqz0x3f1v9p0c6c2q1b7zd' };

/** What an answer of Express and of Fastify have in common. */
interface Answer {
  status(code: number): unknown;
}

/** Many events that are delivered again. */
@WebhooksApi()
@Controller('replays')
export class WebhookReplaysController {
  constructor(private readonly replays: WebhookReplaysService) {}

  @Post()
  @ApiOperation({
    operationId: 'createWebhookReplay',
    summary: 'Begin to deliver many events again',
    description:
      'A job that goes on whatever happens to the processes. Of each event, the latest delivery to an ' +
      'endpoint decides. With `dryRun` it is only counted.',
  })
  @ApiBody({ type: CreateReplayDto, required: false })
  @ApiCreatedResponse({ type: ReplayDto })
  @ApiOkResponse({ type: ReplayEstimateDto, description: 'With `dryRun`: what would be replayed.' })
  @ApiProblems(...BODY_PROBLEMS, 'HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND', 'HOOKLINE_CONFLICT')
  async create(
    @Tenant() tenant: string,
    @Body() { dryRun = false, ...input }: CreateReplayDto,
    @Res({ passthrough: true }) answer: Answer,
  ): Promise<ReplayDto | ReplayEstimateDto> {
    if (!dryRun) return this.replays.create(tenant, input);
    answer.status(200);
    return this.replays.estimate(tenant, input);
  }

  @Get()
  @ApiOperation({ operationId: 'listWebhookReplays', summary: 'List replays, newest first' })
  @ApiOkResponse({ type: ReplayPageDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_ID_INVALID')
  list(@Tenant() tenant: string, @Query() query: PageQueryDto): Promise<ReplayPageDto> {
    return this.replays.list(tenant, query);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getWebhookReplay', summary: 'See how far a replay has come' })
  @ApiParam(ID)
  @ApiOkResponse({ type: ReplayDto })
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND')
  read(@Tenant() tenant: string, @Param('id') id: string): Promise<ReplayDto> {
    return this.replays.findById(tenant, id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'cancelWebhookReplay',
    summary: 'End a replay',
    description: 'The deliveries that it has made stay.',
  })
  @ApiParam(ID)
  @ApiNoContentResponse()
  @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND', 'HOOKLINE_CONFLICT')
  async cancel(@Tenant() tenant: string, @Param('id') id: string): Promise<void> {
    await this.replays.cancel(tenant, id);
  }
}
