import type { Page } from '@hookline/contracts';
import { EmitsWebhook, ResourceNotFoundError } from '@hookline/webhooks';
import { Transactional, TransactionHost } from '@nestjs-cls/transactional';
import { type TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ConflictError } from '../common/errors/conflict.error';
import { newestFirst } from '../common/list-newest';
import { toPage, type Position } from '../common/page';
import { SessionsService } from '../sessions/sessions.service';
import { RecordingDto } from './dto/recording.dto';
import { type CompleteRecordingDto, type RecordingQuery } from './dto/recording-input.dto';
import { RecordingCompleted } from './events/recording-completed.event';
import { RecordingFailed } from './events/recording-failed.event';
import { type CompletedRecording, type FailedRecording } from './recording-change';
import { Recording } from './recording.entity';

const tenant = ({ recording }: { recording: Recording }): string => recording.tenantId;

/** The recordings of tenants. Their ends announce themselves in their own transactions. */
@Injectable()
export class RecordingsService {
  constructor(
    private readonly transactions: TransactionHost<TransactionalAdapterTypeOrm>,
    private readonly sessions: SessionsService,
  ) {}

  /** @throws ConflictError when the session has ended */
  @Transactional()
  async start(tenantId: string, sessionId: string): Promise<Recording> {
    const { projectId, status } = await this.sessions.hold(tenantId, sessionId);
    if (status === 'COMPLETED') {
      throw new ConflictError(`Session ${sessionId} has ended. Record one that has not.`);
    }
    const recording = this.transactions.tx.create(Recording, {
      id: randomUUID(),
      tenantId,
      sessionId,
      projectId,
      status: 'RECORDING',
      url: null,
      thumbnailUrl: null,
      duration: null,
      fileSize: null,
      error: null,
      startedAt: new Date(),
      endedAt: null,
    });
    await this.transactions.tx.insert(Recording, recording);
    return recording;
  }

  async list(tenantId: string, filter: RecordingQuery): Promise<Page<RecordingDto>> {
    const { sessionId, status } = filter;
    const query = this.transactions.tx
      .createQueryBuilder(Recording, 'recording')
      .where('recording.tenantId = :tenantId', { tenantId });
    if (sessionId !== undefined) query.andWhere('recording.sessionId = :sessionId', { sessionId });
    if (status !== undefined) query.andWhere('recording.status = :status', { status });
    const rows = await newestFirst(query, 'recording', 'startedAt', filter).getMany();
    const position = ({ startedAt, id }: Recording): Position => ({ at: startedAt, id });
    return toPage(rows, filter.limit, position, RecordingDto.from);
  }

  /** @throws ResourceNotFoundError when the tenant has no such recording */
  async get(tenantId: string, id: string): Promise<Recording> {
    return found(id, await this.transactions.tx.findOneBy(Recording, { id, tenantId }));
  }

  /** @throws ConflictError when it has ended already */
  @Transactional()
  @EmitsWebhook(RecordingCompleted, { map: RecordingCompleted.from, tenant })
  async complete(
    tenantId: string,
    id: string,
    result: CompleteRecordingDto,
  ): Promise<CompletedRecording> {
    const recording = await this.begin(tenantId, id);
    const at = new Date();
    const { url, thumbnailUrl = null, duration, fileSize } = result;
    const changes = { url, thumbnailUrl, duration, fileSize };
    await this.store(recording, { ...changes, status: 'READY', endedAt: at });
    return { recording, result, at };
  }

  /** @throws ConflictError when it has ended already */
  @Transactional()
  @EmitsWebhook(RecordingFailed, { map: RecordingFailed.from, tenant })
  async fail(tenantId: string, id: string, error: string): Promise<FailedRecording> {
    const recording = await this.begin(tenantId, id);
    const at = new Date();
    await this.store(recording, { error, status: 'FAILED', endedAt: at });
    return { recording, error, at };
  }

  /** Locks the row, so that of two ends at once the second sees the first. */
  private async begin(tenantId: string, id: string): Promise<Recording> {
    const lock = { mode: 'pessimistic_write' } as const;
    const where = { id, tenantId };
    const recording = found(id, await this.transactions.tx.findOne(Recording, { where, lock }));
    if (recording.status === 'RECORDING') return recording;
    throw new ConflictError(`The recording is ${recording.status}. It has ended already.`);
  }

  private async store(recording: Recording, changes: Partial<Recording>): Promise<void> {
    Object.assign(recording, changes);
    await this.transactions.tx.update(Recording, { id: recording.id }, changes);
  }
}

function found(id: string, recording: Recording | null): Recording {
  if (recording) return recording;
  throw new ResourceNotFoundError(`There is no recording ${id}. GET /api/recordings lists yours.`);
}
