import type {
  DeadLetterReason,
  DeliveryStatus,
  DeliveryTrigger,
  HoldReason,
} from '@hookline/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The status as it is stored: `in_progress` is not, it follows from `owner`. */
export type StoredDeliveryStatus = Exclude<DeliveryStatus, 'in_progress'>;

/** A row of `hookline.delivery`. It is live while `completedAt` is `null`. */
@Entity({ schema: 'hookline', name: 'delivery', synchronize: false })
export class DeliveryEntity {
  @PrimaryColumn({ name: 'id', type: 'uuid' })
  id!: string;

  @Column({ name: 'event_id', type: 'uuid' })
  eventId!: string;

  @Column({ name: 'endpoint_id', type: 'uuid' })
  endpointId!: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId!: string;

  @Column({ name: 'event_type', type: 'text' })
  eventType!: string;

  @Column({ name: 'trigger', type: 'text' })
  trigger!: DeliveryTrigger;

  @Column({ name: 'status', type: 'text' })
  status!: StoredDeliveryStatus;

  @Column({ name: 'priority', type: 'smallint' })
  priority!: number;

  @Column({ name: 'attempts', type: 'smallint' })
  attempts!: number;

  /** A delivery that waits for its lane keeps it until it is final; `halted`: a line stops at this dead letter. */
  @Column({ name: 'hold', type: 'text', nullable: true })
  hold!: HoldReason | 'halted' | null;

  /** The line in which it stands, `''` for all of the endpoint; `null` without an order. */
  @Column({ name: 'ordering_key', type: 'text', nullable: true })
  orderingKey!: string | null;

  /** Its place in line; a bigint, so a string. */
  @Column({ name: 'sequence', type: 'bigint', nullable: true })
  sequence!: string | null;

  @Column({ name: 'dead_letter_reason', type: 'text', nullable: true })
  deadLetterReason!: DeadLetterReason | null;

  @Column({ name: 'retry_of', type: 'uuid', nullable: true })
  retryOf!: string | null;

  /** The latest repetition of this one. A dead letter that has one is dealt with. */
  @Column({ name: 'retried_by', type: 'uuid', nullable: true })
  retriedBy!: string | null;

  /** Id of the worker that owns it; a bigint, so a string. */
  @Column({ name: 'owner', type: 'bigint', nullable: true })
  owner!: string | null;

  @Column({ name: 'due_at', type: 'timestamptz' })
  dueAt!: Date;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  /** From then on it is not sent any more. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  @Column({ name: 'last_attempt_at', type: 'timestamptz', nullable: true })
  lastAttemptAt!: Date | null;

  @Column({ name: 'completed_at', type: 'timestamptz', nullable: true })
  completedAt!: Date | null;
}
