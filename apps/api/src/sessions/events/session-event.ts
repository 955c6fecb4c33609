import { ApiProperty } from '@nestjs/swagger';
import { IsString, IsUUID } from 'class-validator';
import type { SessionChange } from '../session-change';

/** What every event of a session tells. */
export abstract class SessionEvent {
  /** The session's id. */
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id!: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  projectId!: string;

  @ApiProperty()
  @IsString()
  projectName!: string;

  @ApiProperty()
  @IsString()
  title!: string;
}

/** Those fields, of a change. */
export function sessionFields({ session, projectName }: SessionChange): SessionEvent {
  return { id: session.id, projectId: session.projectId, projectName, title: session.title };
}
