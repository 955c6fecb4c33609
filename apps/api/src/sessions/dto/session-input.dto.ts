import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { PageQuery } from '../../common/page';
import { SESSION_STATUSES, type SessionStatus } from '../session-state';

/** Body: a session of the project in the path. */
export class StartProjectSessionDto {
  @ApiPropertyOptional({ minLength: 1, maxLength: 255, default: 'Session' })
  @IsOptional()
  @IsString()
  @Length(1, 255)
  title: string = 'Session';
}

/** Body: a session of the project that it names. */
export class StartSessionDto extends StartProjectSessionDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  projectId!: string;
}

/** Body: something said in a session. */
export class SessionMessageInputDto {
  @ApiProperty({ minLength: 1, maxLength: 65_536 })
  @IsString()
  @Length(1, 65_536)
  content!: string;

  @ApiPropertyOptional({ description: 'Who said it; the token’s subject by default' })
  @IsOptional()
  @IsString()
  @Length(1, 255)
  sender?: string;
}

/** Query parameters of the list of sessions. */
export class SessionQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  projectId?: string;

  @ApiPropertyOptional({ enum: SESSION_STATUSES })
  @IsOptional()
  @IsIn(SESSION_STATUSES)
  status?: SessionStatus;
}
