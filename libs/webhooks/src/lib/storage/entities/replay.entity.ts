import type { ReplayableStatus, ReplayStatus } from '@hookline/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `hookline.replay`: a job that delivers many events again. */
@Entity({ schema: 'hookline', name: 'replay', synchronize: false })
export class ReplayEntity {
  @PrimaryColumn({ name: 'id', type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId!: string;

  /** `null` for all endpoints. */
  @Column({ name: 'endpoint_id', type: 'uuid', nullable: true })
  endpointId!: string | null;

  /** Patterns; empty for all. */
  @Column({ name: 'event_types', type: 'text', array: true })
  eventTypes!: string[];

  @Column({ name: 'statuses', type: 'text', array: true })
  statuses!: ReplayableStatus[];

  @Column({ name: 'missing', type: 'boolean' })
  missing!: boolean;

  @Column({ name: 'from_at', type: 'timestamptz', nullable: true })
  from!: Date | null;

  @Column({ name: 'to_at', type: 'timestamptz', nullable: true })
  to!: Date | null;

  @Column({ name: 'rate_per_second', type: 'integer' })
  ratePerSecond!: number;

  @Column({ name: 'status', type: 'text' })
  status!: ReplayStatus;

  @Column({ name: 'total', type: 'integer', nullable: true })
  total!: number | null;

  @Column({ name: 'replayed', type: 'integer' })
  replayed!: number;

  /** The event that it has come to. */
  @Column({ name: 'position', type: 'uuid' })
  position!: string;

  /** The last event that it may come to. */
  @Column({ name: 'until', type: 'uuid' })
  until!: string;

  /** When the next batch is due. */
  @Column({ name: 'next_at', type: 'timestamptz' })
  nextAt!: Date;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'completed_at', type: 'timestamptz', nullable: true })
  completedAt!: Date | null;
}
