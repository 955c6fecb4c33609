import type { DisabledReason, RetryPolicy } from '@hookline/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A row of `hookline.endpoint`. The column `revision` is left out on purpose: a trigger writes it,
 * and only the cache's poll reads it.
 */
@Entity({ schema: 'hookline', name: 'endpoint', synchronize: false })
export class EndpointEntity {
  @PrimaryColumn({ name: 'id', type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId!: string;

  /** Set for endpoints that are declared in code. */
  @Column({ name: 'key', type: 'text', nullable: true })
  key!: string | null;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'description', type: 'text', nullable: true })
  description!: string | null;

  @Column({ name: 'url', type: 'text' })
  url!: string;

  @Column({ name: 'events', type: 'text', array: true })
  events!: string[];

  /** Lower case, sorted. */
  @Column({ name: 'header_names', type: 'text', array: true })
  headerNames!: string[];

  /** The headers as JSON, sealed by the key ring; `null` without headers. */
  @Column({ name: 'sealed_headers', type: 'text', nullable: true })
  sealedHeaders!: string | null;

  /** `null` for the configured default. */
  @Column({ name: 'retry_policy', type: 'jsonb', nullable: true })
  retryPolicy!: RetryPolicy | null;

  /** `null` for the default set. */
  @Column({ name: 'retry_statuses', type: 'integer', array: true, nullable: true })
  retryStatuses!: number[] | null;

  /** `null` for the configured default. */
  @Column({ name: 'timeout_ms', type: 'integer', nullable: true })
  timeoutMs!: number | null;

  @Column({ name: 'active', type: 'boolean' })
  active!: boolean;

  @Column({ name: 'disabled_reason', type: 'text', nullable: true })
  disabledReason!: DisabledReason | null;

  @Column({ name: 'disabled_at', type: 'timestamptz', nullable: true })
  disabledAt!: Date | null;

  @Column({ name: 'metadata', type: 'jsonb' })
  metadata!: Record<string, unknown>;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;

  /** Endpoints are deleted softly: deliveries keep pointing at them. */
  @Column({ name: 'deleted_at', type: 'timestamptz', nullable: true })
  deletedAt!: Date | null;
}
