import { Inject, Injectable } from '@nestjs/common';
import { encodeId } from '../common/ids';
import { NOTICE_SINK, type Notice, type NoticeSink, type NoticeTransaction } from './notices';

/** A circuit that opened. Times are clock times in ms. */
export interface OpenedCircuit {
  tenantId: string;
  /** Stored uuid. */
  endpointId: string;
  openedAt: number;
  nextProbeAt: number;
}

/** Notices of what happens to endpoints without a change of their settings. */
@Injectable()
export class EndpointNotices {
  constructor(@Inject(NOTICE_SINK) private readonly notices: NoticeSink) {}

  /**
   * A circuit opened: `hookline.endpoint.circuit_opened`, in the transaction that its state is written in.
   * @returns what to call after the commit
   */
  async circuitOpened(
    transaction: NoticeTransaction,
    { tenantId, endpointId, openedAt, nextProbeAt }: OpenedCircuit,
  ): Promise<() => void> {
    const data = {
      endpointId: encodeId('ep', endpointId),
      openedAt: new Date(openedAt).toISOString(),
      nextProbeAt: new Date(nextProbeAt).toISOString(),
    };
    const notices: Notice[] = [
      { type: 'hookline.endpoint.circuit_opened', tenantId, endpointId, data },
    ];
    await this.notices.write(transaction, notices);
    return () => this.notices.tell(notices);
  }
}
