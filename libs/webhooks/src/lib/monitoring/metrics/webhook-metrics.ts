import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Metric as PrometheusMetric, Registry, type RegistryContentType } from 'prom-client';
import { ConfigInvalidError } from '../../common/errors/config-invalid.error';
import { PipelineCounts } from '../../common/pipeline-counts';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../../webhooks.config';
import { Backlog } from './backlog';
import { ConnectionPools } from './connection-pools';
import type { Metric, MetricSources, Sample } from './metric';
import { METRICS } from './metrics';
import { WorkerState } from './worker-state';

/**
 * The metrics of this process, for Prometheus: in a registry of their own, or in that of the option
 * `metrics.registry`. `GET /metrics` answers with {@link text}; a process without HTTP serves it itself.
 *
 * @example
 * ```ts
 * const metrics = app.get(WebhookMetrics);
 * createServer((_, response) => {
 *   response.setHeader('content-type', metrics.contentType);
 *   void metrics.text().then((text) => response.end(text));
 * }).listen(9464);
 * ```
 */
@Injectable()
export class WebhookMetrics implements OnApplicationShutdown {
  /** Where the metrics are registered. */
  readonly registry: Registry<RegistryContentType>;

  /** @throws ConfigInvalidError when the registry has metrics of these names already */
  constructor(
    counts: PipelineCounts,
    worker: WorkerState,
    pools: ConnectionPools,
    backlog: Backlog,
    @Inject(WEBHOOKS_CONFIG) { metrics }: WebhooksConfig,
  ) {
    this.registry = metrics.registry ?? new Registry();
    for (const metric of METRICS) this.register(metric, { counts, worker, pools, backlog });
  }

  /** Media type of {@link text}: that of the registry. */
  get contentType(): string {
    return this.registry.contentType;
  }

  /**
   * Everything in the registry, in the text format of Prometheus. Never fails because Postgres is away:
   * what only Postgres knows is left out then, and `hookline_database_up` is 0. Takes at most 2 s.
   */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  /** An application that starts again in this process, as in tests, may use the same registry. */
  onApplicationShutdown(): void {
    for (const { name } of METRICS) this.registry.removeSingleMetric(name);
  }

  private register(metric: Metric, sources: MetricSources): void {
    if (this.registry.getSingleMetric(metric.name) !== undefined) {
      throw new ConfigInvalidError(
        `WebhooksModule: option \`metrics.registry\` has a metric "${metric.name}" already. Give each application a ` +
          'registry of its own, or leave the option out.   [HOOKLINE_CONFIG_INVALID]',
      );
    }
    // A registry asks a metric for these alone, whichever copy of prom-client it is of.
    const scraped: ScrapedMetric = new ScrapedMetric(metric, sources);
    this.registry.registerMetric(scraped as unknown as PrometheusMetric);
  }
}

/** A metric as a registry of prom-client sees it. */
class ScrapedMetric {
  /** Not read-only: a registry in the OpenMetrics format renames its counters. */
  name: string;
  readonly type: Metric['type'];
  readonly help: string;
  readonly aggregator = 'sum';

  constructor(
    private readonly metric: Metric,
    private readonly sources: MetricSources,
  ) {
    this.name = metric.name;
    this.type = metric.type;
    this.help = metric.help;
  }

  async get(): Promise<Pick<this, 'name' | 'type' | 'help' | 'aggregator'> & { values: Sample[] }> {
    const { name, type, help, aggregator } = this;
    return { name, type, help, aggregator, values: await this.metric.read(this.sources) };
  }

  /** What this process did since its start stays done; `registry.resetMetrics()` is for tests. */
  reset(): void {
    // Nothing to do.
  }
}
