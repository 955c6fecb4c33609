import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { WebhookAuditService } from '../access/webhook-audit.service';
import { AuditPageDto, ListAuditDto } from './dto/audit.dto';
import { NeedsScope } from './scope.guard';
import { Tenant } from './tenant.decorator';
import { ApiProblems } from './openapi/api-problems.decorator';
import { WebhooksApi } from './webhooks-api.decorator';

/** Who changed what. */
@WebhooksApi()
@NeedsScope('admin')
@Controller('audit')
export class WebhookAuditController {
  constructor(private readonly audit: WebhookAuditService) {}

  @Get()
  @ApiOperation({
    operationId: 'listWebhookAudit',
    summary: 'List who changed what, newest first',
    description: 'Never with a secret: of those it tells that they changed.',
  })
  @ApiOkResponse({ type: AuditPageDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_ID_INVALID')
  list(@Tenant() tenant: string, @Query() query: ListAuditDto): Promise<AuditPageDto> {
    return this.audit.list(tenant, query);
  }
}
