import { Column, Entity, PrimaryColumn } from 'typeorm';
import { wholeNumber } from '../common/whole-number';
import type { RecordingStatus } from './recording-state';

/** What was recorded of a session. */
@Entity({ schema: 'public', name: 'recording', synchronize: false })
export class Recording {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'tenant_id' })
  tenantId!: string;

  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  @Column('uuid', { name: 'project_id' })
  projectId!: string;

  @Column('text')
  status!: RecordingStatus;

  @Column('text', { nullable: true })
  url!: string | null;

  @Column('text', { name: 'thumbnail_url', nullable: true })
  thumbnailUrl!: string | null;

  /** Seconds. */
  @Column('double precision', { nullable: true })
  duration!: number | null;

  /** Bytes. */
  @Column('bigint', { name: 'file_size', nullable: true, transformer: wholeNumber })
  fileSize!: number | null;

  @Column('text', { nullable: true })
  error!: string | null;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  /** When it became ready or failed. */
  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
