import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A collaborative document. Its content is a Yjs document, as one update. */
@Entity({ schema: 'public', name: 'document', synchronize: false })
export class Document {
  /** Of this life of the document: one that is made again after its deletion has another. */
  @PrimaryColumn({ name: 'id', type: 'uuid' })
  id!: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId!: string;

  /** What its clients open; unique for a tenant. */
  @Column({ name: 'name', type: 'text' })
  name!: string;

  /** Read only where it is asked for. */
  @Column({ name: 'content', type: 'bytea', select: false })
  content!: Buffer;

  @Column({ name: 'size', type: 'integer' })
  size!: number;

  /** Goes up with each change of the content. */
  @Column({ name: 'version', type: 'integer' })
  version!: number;

  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3 })
  updatedAt!: Date;
}
