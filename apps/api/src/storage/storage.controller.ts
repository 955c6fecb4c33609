import { ApiProblems, BODY_PROBLEMS } from '@hookline/webhooks';
import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentTenant, Scopes } from '../auth/decorators';
import { HostApi } from '../common/host-api.decorator';
import { StorageChangeDto, StorageDto, StorageLimitDto } from './dto/storage.dto';
import { StorageService } from './storage.service';

/** What the caller's tenant stores, and how much it may. */
@ApiTags('storage')
@HostApi()
@Controller('storage')
export class StorageController {
  constructor(private readonly storage: StorageService) {}

  @Get()
  @Scopes('storage:read')
  @ApiOperation({ summary: 'Read the quota' })
  @ApiOkResponse({ type: StorageDto })
  async get(@CurrentTenant() tenantId: string): Promise<StorageDto> {
    return StorageDto.from(await this.storage.get(tenantId));
  }

  @Post('changes')
  @HttpCode(200)
  @Scopes('storage:write')
  @ApiOperation({ summary: 'Say that something was stored or removed' })
  @ApiOkResponse({ type: StorageDto })
  @ApiProblems(...BODY_PROBLEMS, 'HOOKLINE_CONFLICT')
  async change(
    @CurrentTenant() tenantId: string,
    @Body() body: StorageChangeDto,
  ): Promise<StorageDto> {
    const { quota } = await this.storage.add(tenantId, body.bytes);
    return StorageDto.from(quota);
  }

  @Put('limit')
  @Scopes('storage:write')
  @ApiOperation({ summary: 'Set how much may be stored' })
  @ApiOkResponse({ type: StorageDto })
  @ApiProblems(...BODY_PROBLEMS)
  async setLimit(
    @CurrentTenant() tenantId: string,
    @Body() body: StorageLimitDto,
  ): Promise<StorageDto> {
    const { quota } = await this.storage.setLimit(tenantId, body.limit);
    return StorageDto.from(quota);
  }
}
