import type { ApiScope } from '@hookline/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `hookline.api_key`. The value itself is not kept, only its hash. */
@Entity({ schema: 'hookline', name: 'api_key', synchronize: false })
export class ApiKeyEntity {
  @PrimaryColumn({ name: 'id', type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  /** First characters of the value, for people to tell keys apart. */
  @Column({ name: 'prefix', type: 'text' })
  prefix!: string;

  /** SHA-256 of the value. */
  @Column({ name: 'hash', type: 'bytea', select: false })
  hash!: Buffer;

  @Column({ name: 'scopes', type: 'text', array: true })
  scopes!: ApiScope[];

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  /** From then on it is refused; `null` for never. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  /** Written at most once a minute. */
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt!: Date | null;
}
