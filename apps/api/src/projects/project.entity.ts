import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that a tenant works on. */
@Entity({ schema: 'public', name: 'project', synchronize: false })
export class Project {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'tenant_id' })
  tenantId!: string;

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
