import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import { DATABASE, type Database } from '../storage/database';
import { type OthersRow, SELECT_OTHERS } from '../storage/sql/select-others';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';

/** What was published this long ago tells that its tenant still publishes, in ms. */
const PUBLISHING_MS = 1_000;
/** How long an answer is good for, in ms. */
const KNOWN_MS = 500;
/** Tenants of which answers are kept. */
const MAX_KNOWN = 1_000;

interface Known {
  askedAt: number;
  publish: boolean;
}

/** Knows whether others publish beside a tenant, in whichever process: Postgres is asked. */
@Injectable()
export class OtherTenants {
  private readonly known = new Map<string, Known>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(WEBHOOKS_CONFIG) private readonly config: Pick<WebhooksConfig, 'singleTenant'>,
  ) {}

  /** What the last look has shown, and no before the first one. Begins another when that was too long ago. */
  publishBeside(tenantId: string): boolean {
    if (this.config.singleTenant) return false;
    const now = this.clock.monotonic();
    const known = this.known.get(tenantId);
    if (known !== undefined && now - known.askedAt < KNOWN_MS) return known.publish;
    if (this.known.size >= MAX_KNOWN) this.known.clear();
    const asked = { askedAt: now, publish: known?.publish ?? false };
    this.known.set(tenantId, asked);
    void this.ask(tenantId).then((publish) => (asked.publish = publish));
    return asked.publish;
  }

  /** Whoever publishes does not fail because of this: what is not known is no. */
  private async ask(tenantId: string): Promise<boolean> {
    try {
      const values = [tenantId, this.clock.now() - PUBLISHING_MS];
      const [row] = await this.database.run<OthersRow>(SELECT_OTHERS, values);
      return row?.found === true;
    } catch {
      return false;
    }
  }
}
