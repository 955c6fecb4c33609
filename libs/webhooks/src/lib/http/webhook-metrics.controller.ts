import { Controller, Get, HttpStatus, Res, UseFilters } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiExcludeController } from '@nestjs/swagger';
import { WebhookMetrics } from '../monitoring/metrics/webhook-metrics';
import { ProblemFilter } from './problem.filter';

/**
 * The metrics, for Prometheus. Of no tenant, so that no tenant is asked for; the application's own
 * guards hold here too. One whose guards want a token serves it under its own rules instead, with
 * `http: { metrics: false }` and a class that extends this one.
 * @example
 * ```ts
 * @Public()
 * @Controller('metrics')
 * export class MetricsController extends WebhookMetricsController {}
 * ```
 */
@ApiExcludeController()
@UseFilters(ProblemFilter)
@Controller()
export class WebhookMetricsController {
  constructor(
    private readonly metrics: WebhookMetrics,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  @Get()
  async scrape(@Res() response: object): Promise<void> {
    const text = await this.metrics.text();
    const { httpAdapter } = this.adapterHost;
    // Answered here and not by Nest: an application may wrap all that its controllers return.
    httpAdapter.setHeader(response, 'Content-Type', this.metrics.contentType);
    httpAdapter.reply(response, text, HttpStatus.OK);
  }
}
