import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import { DATABASE, type Database } from '../storage/database';
import { type OthersRow, SELECT_OTHERS } from '../storage/sql/select-others';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';

/** What was published this long ago tells that its tenant still publishes, in ms. */
const PUBLISHING_MS = 1_000;
/** How long it is good for that others publish, in ms. */
const BESIDE_MS = 500;
/** And how long that nobody does: once they begin, every moment of a flood is theirs. */
const ALONE_MS = 25;
/** Tenants of which answers are kept. */
const MAX_KNOWN = 1_000;

/** What is known of those beside a tenant. */
interface Known {
  publish: boolean;
  askedAt: number;
  underWay: boolean;
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
    const known = this.knownOf(tenantId);
    const age = this.clock.monotonic() - known.askedAt;
    if (!known.underWay && age >= (known.publish ? BESIDE_MS : ALONE_MS)) {
      void this.ask(tenantId, known);
    }
    return known.publish;
  }

  private knownOf(tenantId: string): Known {
    let known = this.known.get(tenantId);
    if (known === undefined) {
      if (this.known.size >= MAX_KNOWN) this.known.clear();
      known = { publish: false, askedAt: -Infinity, underWay: false };
      this.known.set(tenantId, known);
    }
    return known;
  }

  /** Whoever publishes does not fail because of this: what is not known is no. */
  private async ask(tenantId: string, known: Known): Promise<void> {
    known.askedAt = this.clock.monotonic();
    known.underWay = true;
    try {
      const values = [tenantId, this.clock.now() - PUBLISHING_MS];
      const [row] = await this.database.run<OthersRow>(SELECT_OTHERS, values);
      known.publish = row?.found === true;
    } catch {
      known.publish = false;
    }
    known.underWay = false;
  }
}
