import { Column, Entity, PrimaryColumn } from 'typeorm';
import { wholeNumber } from '../common/whole-number';

/** How much a tenant stores, and how much it may. */
@Entity({ schema: 'public', name: 'storage_quota', synchronize: false })
export class StorageQuota {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'tenant_id' })
  tenantId!: string;

  /** Bytes. */
  @Column('bigint', { name: 'usage_bytes', transformer: wholeNumber })
  usage!: number;

  /** Bytes. */
  @Column('bigint', { name: 'limit_bytes', transformer: wholeNumber })
  limit!: number;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
