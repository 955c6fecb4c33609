import type { DeadLetterReason } from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { AuditTransaction } from '../audit/record-audit';
import { NONE, PipelineCounts } from '../common/pipeline-counts';
import { NOTICE_SINK, type Notice, type NoticeSink } from './notices';

/** What a change of endpoints brings along, beside what the cache has to forget. */
@Injectable()
export class ChangeEffects {
  constructor(
    private readonly counts: PipelineCounts,
    @Inject(NOTICE_SINK) private readonly notices: NoticeSink,
  ) {}

  /** Writes notices in the transaction of the change. */
  write(transaction: AuditTransaction, notices: readonly Notice[]): Promise<void> {
    return this.notices.write(transaction, notices);
  }

  /** After the commit: tells of notices, and counts deliveries that became dead letters as they waited. */
  done(notices: readonly Notice[], buried: number, reason: DeadLetterReason): void {
    this.counts.deliveries.add(buried, 'dead_letter', reason, NONE);
    this.notices.tell(notices);
  }
}
