import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AgentStatus } from './agent-state';

/** A program on somebody's machine that works for a tenant. */
@Entity({ schema: 'public', name: 'agent', synchronize: false })
export class Agent {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  platform!: string;

  @Column('text')
  version!: string;

  /** What the agent wants to be called with. It is shown to nobody. */
  @Column('text', { nullable: true })
  token!: string | null;

  @Column('text')
  status!: AgentStatus;

  @Column('timestamptz', { name: 'connected_at' })
  connectedAt!: Date;

  @Column('timestamptz', { name: 'last_seen_at' })
  lastSeenAt!: Date;
}
