import type { Page } from '@hookline/contracts';
import { EmitsWebhook, ResourceNotFoundError } from '@hookline/webhooks';
import { Transactional, TransactionHost } from '@nestjs-cls/transactional';
import { type TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ConflictError } from '../common/errors/conflict.error';
import { newestFirst } from '../common/list-newest';
import { toPage, type PageQuery, type Position } from '../common/page';
import { ProjectsService } from '../projects/projects.service';
import { SessionDto, SessionMessageDto } from './dto/session.dto';
import { type SessionQuery } from './dto/session-input.dto';
import { SessionMessage } from './entities/session-message.entity';
import { Session } from './entities/session.entity';
import { SessionEnded } from './events/session-ended.event';
import { SessionMessageSent } from './events/session-message.event';
import { SessionPaused } from './events/session-paused.event';
import { SessionResumed } from './events/session-resumed.event';
import { SessionStarted } from './events/session-started.event';
import { type SessionChange, type SessionSpoken } from './session-change';
import { transition, type SessionAction } from './session-state';

const tenant = ({ session }: SessionChange): string => session.tenantId;

/** The sessions of tenants. Every change announces itself in its own transaction. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly transactions: TransactionHost<TransactionalAdapterTypeOrm>,
    private readonly projects: ProjectsService,
  ) {}

  /** @throws ResourceNotFoundError when the tenant has no such project */
  @Transactional()
  @EmitsWebhook(SessionStarted, { map: SessionStarted.from, tenant })
  async start(tenantId: string, projectId: string, title: string): Promise<SessionChange> {
    const project = await this.projects.hold(tenantId, projectId);
    const at = new Date();
    const session = this.transactions.tx.create(Session, {
      id: randomUUID(),
      tenantId,
      projectId,
      title,
      status: 'ACTIVE',
      startedAt: at,
      pausedAt: null,
      endedAt: null,
    });
    await this.transactions.tx.insert(Session, session);
    return { session, projectName: project.name, at };
  }

  async list(tenantId: string, filter: SessionQuery): Promise<Page<SessionDto>> {
    const { projectId, status } = filter;
    const query = this.transactions.tx
      .createQueryBuilder(Session, 'session')
      .where('session.tenantId = :tenantId', { tenantId });
    if (projectId !== undefined) query.andWhere('session.projectId = :projectId', { projectId });
    if (status !== undefined) query.andWhere('session.status = :status', { status });
    const rows = await newestFirst(query, 'session', 'startedAt', filter).getMany();
    const position = ({ startedAt, id }: Session): Position => ({ at: startedAt, id });
    return toPage(rows, filter.limit, position, SessionDto.from);
  }

  /** @throws ResourceNotFoundError when the tenant has no such session */
  async get(tenantId: string, id: string): Promise<Session> {
    return found(id, await this.transactions.tx.findOneBy(Session, { id, tenantId }));
  }

  /**
   * A session that nobody changes before the transaction around this call has ended.
   * @throws ResourceNotFoundError when the tenant has no such session
   */
  hold(tenantId: string, id: string): Promise<Session> {
    return this.lock(tenantId, id, 'pessimistic_read');
  }

  /** @throws ConflictError unless it is active */
  @Transactional()
  @EmitsWebhook(SessionPaused, { map: SessionPaused.from, tenant })
  async pause(tenantId: string, id: string): Promise<SessionChange> {
    const change = await this.begin(tenantId, id, 'pause');
    return this.store(change, { pausedAt: change.at });
  }

  /** @throws ConflictError unless it is paused */
  @Transactional()
  @EmitsWebhook(SessionResumed, { map: SessionResumed.from, tenant })
  async resume(tenantId: string, id: string): Promise<SessionChange> {
    return this.store(await this.begin(tenantId, id, 'resume'), { pausedAt: null });
  }

  /** @throws ConflictError when it has ended already */
  @Transactional()
  @EmitsWebhook(SessionEnded, { map: SessionEnded.from, tenant })
  async end(tenantId: string, id: string): Promise<SessionChange> {
    const change = await this.begin(tenantId, id, 'end');
    return this.store(change, { pausedAt: null, endedAt: change.at });
  }

  /** Says something in a session. @throws ConflictError unless it is active */
  @Transactional()
  @EmitsWebhook(SessionMessageSent, { map: SessionMessageSent.from, tenant })
  async say(tenantId: string, id: string, sender: string, content: string): Promise<SessionSpoken> {
    const change = await this.begin(tenantId, id, 'message');
    const message = this.transactions.tx.create(SessionMessage, {
      id: randomUUID(),
      sessionId: id,
      sender,
      content,
      sentAt: change.at,
    });
    await this.transactions.tx.insert(SessionMessage, message);
    return { ...change, message };
  }

  /** @throws ResourceNotFoundError when the tenant has no such session */
  async messages(tenantId: string, id: string, page: PageQuery): Promise<Page<SessionMessageDto>> {
    await this.get(tenantId, id);
    const query = this.transactions.tx
      .createQueryBuilder(SessionMessage, 'message')
      .where('message.sessionId = :id', { id });
    const rows = await newestFirst(query, 'message', 'sentAt', page).getMany();
    const position = (row: SessionMessage): Position => ({ at: row.sentAt, id: row.id });
    return toPage(rows, page.limit, position, SessionMessageDto.from);
  }

  /**
   * Locks the session's row, so that of two changes at once the second sees what the first left, and
   * moves its status on.
   */
  private async begin(tenantId: string, id: string, action: SessionAction): Promise<SessionChange> {
    const session = await this.lock(tenantId, id, 'pessimistic_write');
    const next = transition(session.status, action);
    if (!next.allowed) throw new ConflictError(next.reason);
    session.status = next.status;
    const { name } = await this.projects.get(tenantId, session.projectId);
    return { session, projectName: name, at: new Date() };
  }

  private async lock(
    tenantId: string,
    id: string,
    mode: 'pessimistic_write' | 'pessimistic_read',
  ): Promise<Session> {
    const where = { id, tenantId };
    return found(id, await this.transactions.tx.findOne(Session, { where, lock: { mode } }));
  }

  private async store(
    change: SessionChange,
    times: Partial<Pick<Session, 'pausedAt' | 'endedAt'>>,
  ): Promise<SessionChange> {
    const { session } = change;
    Object.assign(session, times);
    const { status } = session;
    await this.transactions.tx.update(Session, { id: session.id }, { status, ...times });
    return change;
  }
}

function found(id: string, session: Session | null): Session {
  if (session) return session;
  throw new ResourceNotFoundError(`There is no session ${id}. GET /api/sessions lists yours.`);
}
