import { ApiProperty } from '@nestjs/swagger';
import type { SessionMessage } from '../entities/session-message.entity';
import type { Session } from '../entities/session.entity';
import { SESSION_STATUSES, type SessionStatus } from '../session-state';

/** A session, as callers see it. */
export class SessionDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  projectId!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ enum: SESSION_STATUSES })
  status!: SessionStatus;

  @ApiProperty({ format: 'date-time' })
  startedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  pausedAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: string | null;

  static from(this: void, session: Session): SessionDto {
    return {
      id: session.id,
      projectId: session.projectId,
      title: session.title,
      status: session.status,
      startedAt: session.startedAt.toISOString(),
      pausedAt: session.pausedAt?.toISOString() ?? null,
      endedAt: session.endedAt?.toISOString() ?? null,
    };
  }
}

/** A page of sessions, newest first. */
export class SessionPageDto {
  @ApiProperty({ type: [SessionDto] })
  items!: SessionDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}

/** Something said in a session, as callers see it. */
export class SessionMessageDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  sessionId!: string;

  @ApiProperty()
  sender!: string;

  @ApiProperty()
  content!: string;

  @ApiProperty({ format: 'date-time' })
  sentAt!: string;

  static from(this: void, message: SessionMessage): SessionMessageDto {
    return {
      id: message.id,
      sessionId: message.sessionId,
      sender: message.sender,
      content: message.content,
      sentAt: message.sentAt.toISOString(),
    };
  }
}

/** A page of messages, newest first. */
export class SessionMessagePageDto {
  @ApiProperty({ type: [SessionMessageDto] })
  items!: SessionMessageDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}
