import { WebhooksHealth } from '@hookline/webhooks';
import { Controller, Get, Optional, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  HealthCheck,
  type HealthCheckAttempt,
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorFunction,
} from '@nestjs/terminus';
import { DataSource } from 'typeorm';
import { Public } from '../auth/decorators';
import { HealthFilter } from './health.filter';

const DATABASE_TIMEOUT_MS = 2_000;

/** For load balancers and orchestrators; open to all, tells parts and codes, but no names of hosts or users. */
@ApiTags('health')
@Public()
@UseFilters(HealthFilter)
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly webhooks: WebhooksHealth,
    /** Of the domains; a process that only delivers has none. */
    @Optional() private readonly dataSource?: DataSource,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'Whether the process answers' })
  @ApiOkResponse({ description: 'Always, while it does' })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @HealthCheck()
  @ApiOperation({ summary: 'Whether requests can be served and webhooks delivered' })
  ready(): Promise<HealthCheckResult> {
    const { dataSource } = this;
    const checks: HealthIndicatorFunction[] = [() => this.webhooks.indicator()];
    if (dataSource !== undefined) checks.push(() => this.database(dataSource));
    return this.health.check(checks);
  }

  private database(dataSource: DataSource): HealthCheckAttempt {
    return this.indicators
      .check('database')
      .attempt(async () => {
        await dataSource.query('SELECT 1');
      })
      .withTimeout(DATABASE_TIMEOUT_MS);
  }
}
