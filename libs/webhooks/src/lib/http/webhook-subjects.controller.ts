import { Controller, Delete, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { WebhookErasureService } from '../retention/webhook-erasure.service';
import { ErasureDto } from './dto/erasure.dto';
import { NeedsScope } from './scope.guard';
import { Tenant } from './tenant.decorator';
import { ApiProblems } from './openapi/api-problems.decorator';
import { WebhooksApi } from './webhooks-api.decorator';

/** Whom events are about. */
@WebhooksApi()
@NeedsScope('admin')
@Controller()
export class WebhookSubjectsController {
  constructor(private readonly erasure: WebhookErasureService) {}

  @Delete('subjects/:id')
  @ApiOperation({
    operationId: 'eraseWebhookSubject',
    summary: 'Erase the payloads of all events about a subject',
    description: 'Deliveries that have not ended are cancelled. Counts stay.',
  })
  @ApiParam({
    name: 'id',
    description: 'The `subject` that events were published with.',
    example: 'user 4711',
  })
  @ApiOkResponse({ type: ErasureDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED')
  erase(@Tenant() tenant: string, @Param('id') id: string): Promise<ErasureDto> {
    return this.erasure.eraseSubject(tenant, id);
  }
}
