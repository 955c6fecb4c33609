import { publicKeyToJwk } from '@hookline/verify';
import { Controller, Get, Header, Query, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { WebhookRegistryService } from '../registry/webhook-registry.service';
import { JwksDto } from './dto/jwks.dto';
import { ProblemFilter } from './problem.filter';
import { PublicRoute } from './public-route';
import { ApiProblems } from './openapi/api-problems.decorator';

/**
 * What receivers look up without a token. It stands at the root, whatever the path of the management
 * API is.
 */
@Controller('.well-known/hookline')
@UseFilters(ProblemFilter)
@PublicRoute()
@ApiTags('webhooks')
export class WellKnownController {
  constructor(private readonly registry: WebhookRegistryService) {}

  /**
   * Always of one endpoint: a receiver that trusted the keys of all could be sent what was signed for
   * somebody else, or by somebody else's own key.
   */
  @Get('jwks.json')
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({
    operationId: 'getWebhookKeys',
    summary: 'Read the public keys of an endpoint (scheme `standard-asymmetric`)',
  })
  @ApiQuery({ name: 'endpoint', example: 'ep_01kamqz0x3f1v9p0c6c2q1b7zd' })
  @ApiOkResponse({ type: JwksDto })
  @ApiProblems(
    'HOOKLINE_VALIDATION_FAILED',
    'HOOKLINE_ID_INVALID',
    'HOOKLINE_NOT_FOUND',
    'HOOKLINE_INTERNAL',
    'HOOKLINE_DATABASE_READ_ONLY',
  )
  async keys(@Query('endpoint') endpoint: unknown): Promise<JwksDto> {
    if (typeof endpoint !== 'string' || endpoint === '') {
      throw new ValidationFailedError([
        { field: 'endpoint', message: 'must be the id of one endpoint: ?endpoint=ep_…' },
      ]);
    }
    const keys = await this.registry.publicKeys(endpoint);
    return { keys: keys.map(publicKeyToJwk) };
  }
}
