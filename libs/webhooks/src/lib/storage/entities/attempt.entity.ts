import type { AttemptErrorCode } from '@hookline/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `hookline.attempt`: one POST of a delivery. */
@Entity({ schema: 'hookline', name: 'attempt', synchronize: false })
export class AttemptEntity {
  @PrimaryColumn({ name: 'delivery_id', type: 'uuid' })
  deliveryId!: string;

  /** 1 for the first. */
  @PrimaryColumn({ name: 'number', type: 'smallint' })
  number!: number;

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt!: Date;

  @Column({ name: 'duration_ms', type: 'integer' })
  durationMs!: number;

  @Column({ name: 'status', type: 'smallint', nullable: true })
  status!: number | null;

  @Column({ name: 'response_headers', type: 'jsonb', nullable: true })
  responseHeaders!: Record<string, string> | null;

  @Column({ name: 'response_body', type: 'text', nullable: true })
  responseBody!: string | null;

  @Column({ name: 'address', type: 'text', nullable: true })
  address!: string | null;

  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode!: AttemptErrorCode | null;

  @Column({ name: 'error_message', type: 'text', nullable: true })
  errorMessage!: string | null;

  @Column({ name: 'retryable', type: 'boolean' })
  retryable!: boolean;
}
