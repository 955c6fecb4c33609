import { CLOCK, type Clock } from '@hookline/webhooks';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { ApiConfig } from '../config/api-config';
import { InjectApiConfig } from '../config/api-config.provider';
import { AgentsService } from './agents.service';

/** Agents that one sweep takes at most. */
const BATCH = 500;
/** Sweeps in the time that an agent may be silent. */
const SWEEPS_A_TIMEOUT = 3;
/** Longest time between two sweeps, in ms. */
const MAX_INTERVAL_MS = 10_000;

/** Takes agents for gone that fell silent. Every process sweeps; each agent is taken once. */
@Injectable()
export class AgentSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Agents');
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;

  constructor(
    private readonly agents: AgentsService,
    @Inject(CLOCK) private readonly clock: Clock,
    @InjectApiConfig() private readonly config: ApiConfig,
  ) {}

  onApplicationBootstrap(): void {
    const interval = Math.min(this.config.agents.timeoutMs / SWEEPS_A_TIMEOUT, MAX_INTERVAL_MS);
    this.timer = setInterval(() => this.sweepOnce(), interval).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  /** Looks for silent agents now. One that can't be changed does not keep the others back. */
  async sweep(): Promise<void> {
    const since = new Date(this.clock.now() - this.config.agents.timeoutMs);
    for (const { id } of await this.agents.findSilent(since, BATCH)) {
      await this.agents.takeForGone(id, since).catch((error: Error) => this.tell(error));
    }
  }

  private sweepOnce(): void {
    this.sweeping ??= this.sweep()
      .catch((error: Error) => this.tell(error))
      .finally(() => (this.sweeping = undefined));
  }

  private tell(error: Error): void {
    this.logger.error(`The sweep of silent agents fails: ${error.message}`);
  }
}
