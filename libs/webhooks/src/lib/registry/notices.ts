import type { NoticeData, NoticeType } from '@hookline/contracts';
import type { AuditTransaction } from '../audit/record-audit';

/** The transaction of what a notice tells of. */
export type NoticeTransaction = AuditTransaction;

/** Something about an endpoint that its tenant may want to know. */
export type Notice = {
  [Type in NoticeType]: {
    type: Type;
    tenantId: string;
    /** Stored uuid of the endpoint that it is about. */
    endpointId: string;
    data: NoticeData[Type];
  };
}[NoticeType];

/**
 * Port: makes notices known. Publishing implements it. What a notice tells of and the notice are written
 * in one transaction, so that neither is there without the other.
 */
export interface NoticeSink {
  /** Writes notices for the endpoints that ask for them. */
  write(transaction: NoticeTransaction, notices: readonly Notice[]): Promise<void>;
  /** Tells the listeners of this process; call it after the commit. Never throws. */
  tell(notices: readonly Notice[]): void;
}

/** Injection token of the {@link NoticeSink}. */
export const NOTICE_SINK = Symbol('hookline:notice-sink');
