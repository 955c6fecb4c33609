import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { UserSource, UserStatus } from './user-status';

/** Somebody who works with a tenant. Of a deleted one there is nothing left but the id. */
@Entity({ schema: 'public', name: 'app_user', synchronize: false })
export class User {
  @PrimaryColumn('text', { name: 'tenant_id' })
  tenantId!: string;

  /** A uuid, or Clerk's id. */
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  source!: UserSource;

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text')
  status!: UserStatus;

  /** Of those who have a password here. It is shown to nobody. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;

  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;
}
