import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SessionStatus } from '../session-state';

/** A time of work on a project. */
@Entity({ schema: 'public', name: 'session', synchronize: false })
export class Session {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'project_id' })
  projectId!: string;

  @Column('text')
  title!: string;

  @Column('text')
  status!: SessionStatus;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  /** Set while it is paused. */
  @Column('timestamptz', { name: 'paused_at', nullable: true })
  pausedAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
