import type {
  DisabledReason,
  EventFilter,
  OrderingContinuation,
  OrderingScope,
  RetryPolicy,
  SignatureScheme,
  VerificationState,
} from '@hookline/contracts';
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

  /** Conditions on the payload; `null` for none. */
  @Column({ name: 'filter', type: 'jsonb', nullable: true })
  filter!: EventFilter | null;

  /** Lower case, sorted. */
  @Column({ name: 'header_names', type: 'text', array: true })
  headerNames!: string[];

  /** The headers as JSON, sealed by the key ring; `null` without headers. */
  @Column({ name: 'sealed_headers', type: 'text', nullable: true })
  sealedHeaders!: string | null;

  /** The `authorization` of the URL's user name and password, sealed; `null` without them. */
  @Column({ name: 'sealed_credentials', type: 'text', nullable: true })
  sealedCredentials!: string | null;

  /** `null` for the configured default. */
  @Column({ name: 'retry_policy', type: 'jsonb', nullable: true })
  retryPolicy!: RetryPolicy | null;

  /** `null` for the default set. */
  @Column({ name: 'retry_statuses', type: 'integer', array: true, nullable: true })
  retryStatuses!: number[] | null;

  /** `null` for the configured default. */
  @Column({ name: 'timeout_ms', type: 'integer', nullable: true })
  timeoutMs!: number | null;

  /** In flight at once over all processes; `null` for the configured default of each process. */
  @Column({ name: 'concurrency', type: 'integer', nullable: true })
  concurrency!: number | null;

  /** The rate limit of its own, with `rateBurst`; `null` without one. */
  @Column({ name: 'rate_per_second', type: 'double precision', nullable: true })
  ratePerSecond!: number | null;

  @Column({ name: 'rate_burst', type: 'integer', nullable: true })
  rateBurst!: number | null;

  /** The ordering, with `orderingOnExhausted`; `null` without one. */
  @Column({ name: 'ordering_by', type: 'text', nullable: true })
  orderingBy!: OrderingScope | null;

  @Column({ name: 'ordering_on_exhausted', type: 'text', nullable: true })
  orderingOnExhausted!: OrderingContinuation | null;

  @Column({ name: 'active', type: 'boolean' })
  active!: boolean;

  @Column({ name: 'disabled_reason', type: 'text', nullable: true })
  disabledReason!: DisabledReason | null;

  @Column({ name: 'disabled_at', type: 'timestamptz', nullable: true })
  disabledAt!: Date | null;

  @Column({ name: 'signature_scheme', type: 'text' })
  signatureScheme!: SignatureScheme;

  @Column({ name: 'verification', type: 'text' })
  verification!: VerificationState;

  @Column({ name: 'verified_at', type: 'timestamptz', nullable: true })
  verifiedAt!: Date | null;

  /** When it was last asked, whatever came of it. */
  @Column({ name: 'verification_tried_at', type: 'timestamptz', nullable: true })
  verificationTriedAt!: Date | null;

  /** Requests a minute that the receiver allowed. */
  @Column({ name: 'allowed_rate', type: 'integer', nullable: true })
  allowedRate!: number | null;

  @Column({ name: 'metadata', type: 'jsonb' })
  metadata!: Record<string, unknown>;

  /** 1 at creation, one more with each change; a trigger counts. */
  @Column({ name: 'version', type: 'integer', insert: false, update: false })
  version!: number;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;

  /** Endpoints are deleted softly: deliveries keep pointing at them. */
  @Column({ name: 'deleted_at', type: 'timestamptz', nullable: true })
  deletedAt!: Date | null;
}
