import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { recordAudit } from '../audit/record-audit';
import { CLOCK, type Clock } from '../clock/clock';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { isStorableText } from '../registry/storable';
import { requireTenant } from '../registry/tenant-id';
import { DATABASE, type Database } from '../storage/database';
import {
  CANCEL_DELIVERIES_OF_EVENTS,
  CLEAR_RESPONSES,
  ERASE_EVENTS,
  SELECT_SUBJECT_EVENTS,
} from '../storage/sql/erase-subject';

const MAX_SUBJECT_LENGTH = 255;
/** A row is locked for as long as a batch is written; this is many times as long. */
const PATIENCE_MS = 10_000;
const LOOK_INTERVAL_MS = 50;

/** What was erased of a subject. */
export interface ErasureReport {
  /** Events whose payload is gone. */
  events: number;
  /** Deliveries of theirs that had not ended, and are cancelled. */
  cancelled: number;
}

/** Erases what is stored about a person. */
@Injectable()
export class WebhookErasureService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Erases a tenant's events that were published with this `subject`: payload, subject and tags, and
   * what receivers answered. Deliveries that have not ended are cancelled. Deliveries, attempts and
   * statistics stay, with times, statuses and counts. A delivery that a process has in memory at this
   * moment may still go out once. Repeating it is harmless, and needed for what is published later.
   * @throws TenantMissingError, ValidationFailedError when `subject` is not a text of 1–255 characters
   * @example
   * const { events, cancelled } = await erasure.eraseSubject('acme', 'user 4711');
   */
  async eraseSubject(tenantId: string, subject: string): Promise<ErasureReport> {
    const tenant = requireTenant(tenantId);
    if (subject === '' || subject.length > MAX_SUBJECT_LENGTH || !isStorableText(subject)) {
      const message = `must be a text of 1–${MAX_SUBJECT_LENGTH} characters`;
      throw new ValidationFailedError([{ field: 'subject', message }]);
    }
    const report: ErasureReport = { events: 0, cancelled: 0 };
    let giveUpAt = this.clock.monotonic() + PATIENCE_MS;
    for (;;) {
      const rows = await this.database.run<{ id: string }>(SELECT_SUBJECT_EVENTS, [
        tenant,
        subject,
      ]);
      if (rows.length === 0) return report;
      const ids = rows.map(({ id }) => id);
      const { events, cancelled } = await this.eraseEvents(tenant, subject, ids);
      report.events += events;
      report.cancelled += cancelled;
      if (events > 0) giveUpAt = this.clock.monotonic() + PATIENCE_MS;
      else if (this.clock.monotonic() > giveUpAt) {
        throw new Error('Deliveries of the subject are locked for too long. Erase it once more.');
      } else await delay(LOOK_INTERVAL_MS);
    }
  }

  /** What is erased loses its subject last: a process that dies before finds it again. */
  private async eraseEvents(
    tenantId: string,
    subject: string,
    ids: string[],
  ): Promise<ErasureReport> {
    const now = this.clock.now();
    const [row] = await this.database.run<{ cancelled: number }>(CANCEL_DELIVERIES_OF_EVENTS, [
      ids,
      now,
    ]);
    await this.database.run(CLEAR_RESPONSES, [ids]);
    return this.database.transaction(async (transaction) => {
      const { length: events } = await transaction.run(ERASE_EVENTS, [ids, now]);
      const report = { events, cancelled: row?.cancelled ?? 0 };
      const audit = { tenantId, action: 'subject.erased', resourceId: subject, at: now };
      if (report.events + report.cancelled > 0) {
        await recordAudit(transaction, { ...audit, after: report });
      }
      return report;
    });
  }
}
