import { ApiProblems } from '@hookline/webhooks';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentTenant, Scopes } from '../auth/decorators';
import { HostApi } from '../common/host-api.decorator';
import { PageQuery } from '../common/page';
import { TextIdPipe } from '../common/text-id';
import { SubscriptionDto, SubscriptionPageDto } from './dto/subscription.dto';
import { SubscriptionsService } from './subscriptions.service';

/** The subscriptions of the caller's customers. Stripe changes them. */
@ApiTags('subscriptions')
@HostApi()
@Controller('subscriptions')
export class SubscriptionsController {
  constructor(private readonly subscriptions: SubscriptionsService) {}

  @Get()
  @Scopes('billing:read')
  @ApiOperation({ summary: 'List subscriptions, newest first' })
  @ApiOkResponse({ type: SubscriptionPageDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED')
  list(@CurrentTenant() tenantId: string, @Query() page: PageQuery): Promise<SubscriptionPageDto> {
    return this.subscriptions.list(tenantId, page);
  }

  @Get(':id')
  @Scopes('billing:read')
  @ApiOperation({ summary: 'Read a subscription' })
  @ApiOkResponse({ type: SubscriptionDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_NOT_FOUND')
  async get(
    @CurrentTenant() tenantId: string,
    @Param('id', TextIdPipe) id: string,
  ): Promise<SubscriptionDto> {
    return SubscriptionDto.from(await this.subscriptions.get(tenantId, id));
  }
}
