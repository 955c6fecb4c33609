import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `hookline.event`: what was published, as the exact bytes that are sent. */
@Entity({ schema: 'hookline', name: 'event', synchronize: false })
export class EventEntity {
  @PrimaryColumn({ name: 'id', type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId!: string;

  @Column({ name: 'type', type: 'text' })
  type!: string;

  /** The serialized envelope. Never parsed and written again: jsonb would change the bytes. */
  @Column({ name: 'body', type: 'text' })
  body!: string;

  @Column({ name: 'subject', type: 'text', nullable: true })
  subject!: string | null;

  @Column({ name: 'tags', type: 'text', array: true })
  tags!: string[];

  /** Events of the same key stand in the same line, at endpoints that ask for an order by key. */
  @Column({ name: 'ordering_key', type: 'text', nullable: true })
  orderingKey!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;
}
