import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that was said in a session. */
@Entity({ schema: 'public', name: 'session_message', synchronize: false })
export class SessionMessage {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  @Column('text')
  sender!: string;

  @Column('text')
  content!: string;

  @Column('timestamptz', { name: 'sent_at' })
  sentAt!: Date;
}
