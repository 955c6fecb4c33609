import { ApiProblems } from '@hookline/webhooks';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentTenant, Scopes } from '../auth/decorators';
import { HostApi } from '../common/host-api.decorator';
import { PageQuery } from '../common/page';
import { TextIdPipe } from '../common/text-id';
import { PaymentDto, PaymentPageDto } from './dto/payment.dto';
import { PaymentsService } from './payments.service';

/** The payments of the caller's customers. Stripe changes them. */
@ApiTags('payments')
@HostApi()
@Controller('payments')
export class PaymentsController {
  constructor(private readonly payments: PaymentsService) {}

  @Get()
  @Scopes('billing:read')
  @ApiOperation({ summary: 'List payments, newest first' })
  @ApiOkResponse({ type: PaymentPageDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED')
  list(@CurrentTenant() tenantId: string, @Query() page: PageQuery): Promise<PaymentPageDto> {
    return this.payments.list(tenantId, page);
  }

  @Get(':id')
  @Scopes('billing:read')
  @ApiOperation({ summary: 'Read a payment' })
  @ApiOkResponse({ type: PaymentDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_NOT_FOUND')
  async get(
    @CurrentTenant() tenantId: string,
    @Param('id', TextIdPipe) id: string,
  ): Promise<PaymentDto> {
    return PaymentDto.from(await this.payments.get(tenantId, id));
  }
}
