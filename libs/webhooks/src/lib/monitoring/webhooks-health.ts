import { Inject, Injectable } from '@nestjs/common';
import { CHECKED_PARTS, type HealthPart, type HealthPartName } from '../common/health-part';
import { PartWatch, type WebhooksHealthStatus, type WebhooksPartHealth } from './part-watch';

/** How Hookline is in this process. */
export interface WebhooksHealthReport {
  /** `down` when a part is that the process can't work without, `degraded` when it only works worse. */
  status: WebhooksHealthStatus;
  /** What was looked at: all but `heartbeat`, `recording` and `sweep` in a process that only publishes. */
  parts: Partial<Record<HealthPartName, WebhooksPartHealth>>;
}

/**
 * Whether Hookline can do its work in this process: publish, and deliver if it is a worker. For
 * readiness checks, not for liveness: nothing that it finds is cured by a restart.
 *
 * @example
 * ```ts
 * const { status, parts } = await health.check();
 * // { status: 'down', parts: { recording: { status: 'down', since: '…', reason: 'fails (SQLSTATE 42501)' }, … } }
 * ```
 */
@Injectable()
export class WebhooksHealth {
  private readonly watches: readonly PartWatch[];
  private checking: Promise<WebhooksHealthReport> | undefined;

  constructor(@Inject(CHECKED_PARTS) parts: readonly HealthPart[]) {
    this.watches = parts.map((part) => new PartWatch(part));
  }

  /**
   * Looks at every part. Answers within two seconds, whatever hangs, and never rejects. Calls that come
   * together share one look, so that anybody may ask as often as they like.
   */
  check(): Promise<WebhooksHealthReport> {
    return (this.checking ??= this.look().finally(() => (this.checking = undefined)));
  }

  /**
   * The same for `HealthCheckService.check()` of @nestjs/terminus 12.
   * @param key names it among other indicators
   * @example
   * ```ts
   * this.health.check([() => this.webhooks.indicator()]);
   * ```
   */
  async indicator<const Key extends string = 'webhooks'>(
    key: Key = 'webhooks' as Key,
  ): Promise<Record<Key, { status: WebhooksHealthStatus } & WebhooksHealthReport['parts']>> {
    const { status, parts } = await this.check();
    return { [key]: { status, ...parts } } as Record<Key, { status: WebhooksHealthStatus }>;
  }

  private async look(): Promise<WebhooksHealthReport> {
    const found = await Promise.all(
      this.watches.map(async (watch) => [watch.name, await watch.look()] as const),
    );
    const statuses = found.map(([, { status }]) => status);
    const worst = (['down', 'degraded'] as const).find((status) => statuses.includes(status));
    return { status: worst ?? 'up', parts: Object.fromEntries(found) };
  }
}
