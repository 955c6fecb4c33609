import type { Page } from '@hookline/contracts';
import { CLOCK, EmitsWebhook, ResourceNotFoundError, type Clock } from '@hookline/webhooks';
import { Transactional, TransactionHost } from '@nestjs-cls/transactional';
import { type TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { LessThan, Not } from 'typeorm';
import { ConflictError } from '../common/errors/conflict.error';
import { newestFirst } from '../common/list-newest';
import { toPage, type Position } from '../common/page';
import { type AgentChange, type AgentGone } from './agent-change';
import { type AgentStatus } from './agent-state';
import { Agent } from './agent.entity';
import { AgentDto } from './dto/agent.dto';
import { type AgentQuery, type ConnectAgentDto, type HeartbeatDto } from './dto/agent-input.dto';
import { AgentConnected } from './events/agent-connected.event';
import { AgentDisconnected } from './events/agent-disconnected.event';
import { AgentStatusChanged } from './events/agent-status-changed.event';

const tenant = ({ agent }: AgentChange): string => agent.tenantId;

/** The agents of tenants. Every change announces itself in its own transaction. */
@Injectable()
export class AgentsService {
  constructor(
    private readonly transactions: TransactionHost<TransactionalAdapterTypeOrm>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Transactional()
  @EmitsWebhook(AgentConnected, { map: AgentConnected.from, tenant })
  async connect(tenantId: string, input: ConnectAgentDto): Promise<AgentChange> {
    const { name, platform, version, token = null } = input;
    const at = this.now();
    const agent = this.transactions.tx.create(Agent, {
      id: randomUUID(),
      ...{ tenantId, name, platform, version, token },
      status: 'ONLINE',
      connectedAt: at,
      lastSeenAt: at,
    });
    await this.transactions.tx.insert(Agent, agent);
    return { agent, previousStatus: null, at };
  }

  async list(tenantId: string, filter: AgentQuery): Promise<Page<AgentDto>> {
    const { status } = filter;
    const query = this.transactions.tx
      .createQueryBuilder(Agent, 'agent')
      .where('agent.tenantId = :tenantId', { tenantId });
    if (status !== undefined) query.andWhere('agent.status = :status', { status });
    const rows = await newestFirst(query, 'agent', 'connectedAt', filter).getMany();
    const position = ({ connectedAt, id }: Agent): Position => ({ at: connectedAt, id });
    return toPage(rows, filter.limit, position, AgentDto.from);
  }

  /** @throws ResourceNotFoundError when the tenant has no such agent */
  async get(tenantId: string, id: string): Promise<Agent> {
    return found(id, await this.transactions.tx.findOneBy(Agent, { id, tenantId }));
  }

  /** The agent is there. One that was offline has thereby connected again. */
  @Transactional()
  @EmitsWebhook(AgentStatusChanged, {
    map: AgentStatusChanged.from,
    when: ({ agent, previousStatus }: AgentChange) => agent.status !== previousStatus,
    tenant,
  })
  @EmitsWebhook(AgentConnected, {
    map: AgentConnected.from,
    when: ({ previousStatus }: AgentChange) => previousStatus === 'OFFLINE',
    tenant,
  })
  async heartbeat(tenantId: string, id: string, said: HeartbeatDto): Promise<AgentChange> {
    const agent = await this.lock(tenantId, id);
    const previousStatus = agent.status;
    const at = this.now();
    const changes = {
      status: said.status ?? (previousStatus === 'OFFLINE' ? 'ONLINE' : previousStatus),
      version: said.version ?? agent.version,
      lastSeenAt: at,
      ...(previousStatus === 'OFFLINE' && { connectedAt: at }),
    };
    await this.store(agent, changes);
    return { agent, previousStatus, at };
  }

  /** @throws ConflictError when it is offline already */
  @Transactional()
  @EmitsWebhook(AgentStatusChanged, { map: AgentStatusChanged.from, tenant })
  @EmitsWebhook(AgentDisconnected, { map: AgentDisconnected.from, tenant })
  async disconnect(tenantId: string, id: string): Promise<AgentGone> {
    const agent = await this.lock(tenantId, id);
    const previousStatus = agent.status;
    if (previousStatus === 'OFFLINE') {
      throw new ConflictError('The agent is OFFLINE. A heartbeat connects it again.');
    }
    const at = this.now();
    await this.store(agent, { status: 'OFFLINE', lastSeenAt: at });
    return { agent, previousStatus, reason: 'requested', at };
  }

  /** Agents that were last heard of before a time and still count as connected, the longest silent first. */
  findSilent(since: Date, limit: number): Promise<Pick<Agent, 'id'>[]> {
    return this.transactions.tx.find(Agent, {
      select: { id: true },
      where: { status: Not<AgentStatus>('OFFLINE'), lastSeenAt: LessThan(since) },
      order: { lastSeenAt: 'ASC' },
      take: limit,
    });
  }

  /**
   * Takes an agent for gone when it is still silent: the one, or none. Of two processes that try, one
   * gets the row; the other, and whoever comes later, finds nothing.
   */
  @Transactional()
  @EmitsWebhook(AgentStatusChanged, {
    map: (gone: AgentGone[]) => gone.map(AgentStatusChanged.from),
    tenant: (gone: AgentGone[]) => gone[0]?.agent.tenantId,
  })
  @EmitsWebhook(AgentDisconnected, {
    map: (gone: AgentGone[]) => gone.map(AgentDisconnected.from),
    tenant: (gone: AgentGone[]) => gone[0]?.agent.tenantId,
  })
  async takeForGone(id: string, since: Date): Promise<AgentGone[]> {
    const agent = await this.transactions.tx.findOne(Agent, {
      where: { id, status: Not<AgentStatus>('OFFLINE'), lastSeenAt: LessThan(since) },
      lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
    });
    if (agent === null) return [];
    const previousStatus: AgentStatus = agent.status;
    await this.store(agent, { status: 'OFFLINE' });
    return [{ agent, previousStatus, reason: 'silent', at: this.now() }];
  }

  private now(): Date {
    return new Date(this.clock.now());
  }

  private async lock(tenantId: string, id: string): Promise<Agent> {
    const lock = { mode: 'pessimistic_write' } as const;
    const where = { id, tenantId };
    return found(id, await this.transactions.tx.findOne(Agent, { where, lock }));
  }

  private async store(agent: Agent, changes: Partial<Agent>): Promise<void> {
    Object.assign(agent, changes);
    await this.transactions.tx.update(Agent, { id: agent.id }, changes);
  }
}

function found(id: string, agent: Agent | null): Agent {
  if (agent) return agent;
  throw new ResourceNotFoundError(`There is no agent ${id}. GET /api/agents lists yours.`);
}
