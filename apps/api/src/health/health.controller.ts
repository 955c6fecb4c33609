import {
  ApiProblems,
  type DeliveryHealthReport,
  WebhooksHealth,
  WebhookStatisticsService,
} from '@hookline/webhooks';
import { Controller, Get, Optional, ServiceUnavailableException, UseFilters } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
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
import { DeliveryHealthDto, LivenessDto } from './health.dto';
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
    private readonly statistics: WebhookStatisticsService,
    /** Of the domains; a process that only delivers has none. */
    @Optional() private readonly dataSource?: DataSource,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'Whether the process answers' })
  @ApiOkResponse({ type: LivenessDto, description: 'Always, while it does' })
  live(): LivenessDto {
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

  /** Apart from readiness: that receivers fail is no reason to send requests elsewhere. */
  @Get('deliveries')
  @ApiOperation({ summary: 'Whether at least 90 % of the attempts of the last hours succeeded' })
  @ApiOkResponse({
    type: DeliveryHealthDto,
    description: 'They did, or there were fewer than 20',
  })
  @ApiServiceUnavailableResponse({
    type: DeliveryHealthDto,
    description: '`degraded`, with the figures',
  })
  @ApiProblems('HOOKLINE_INTERNAL')
  async deliveries(): Promise<DeliveryHealthReport> {
    const report = await this.statistics.deliveryHealth();
    if (report.status === 'degraded') throw new ServiceUnavailableException(report);
    return report;
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
