import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, IsUrl, IsUUID } from 'class-validator';
import { Length, Max, MaxLength, Min } from 'class-validator';
import { PageQuery } from '../../common/page';
import { RECORDING_STATUSES, type RecordingStatus } from '../recording-state';

const WEB_ADDRESS = {
  protocols: ['http', 'https'],
  require_protocol: true,
  require_tld: false,
};
/** A year. */
const MAX_SECONDS = 31_536_000;
/** One pebibyte. */
const MAX_BYTES = 2 ** 50;

/** Body: a recording of a session. */
export class StartRecordingDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  sessionId!: string;
}

/** Body: what came of a recording. */
export class CompleteRecordingDto {
  @ApiProperty({ maxLength: 2_048, example: 'https://media.example.com/7d9f2f1e.mp4' })
  @MaxLength(2_048)
  @IsUrl(WEB_ADDRESS)
  url!: string;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 2_048 })
  @IsOptional()
  @MaxLength(2_048)
  @IsUrl(WEB_ADDRESS)
  thumbnailUrl?: string | null;

  @ApiProperty({ description: 'Seconds', minimum: 0, maximum: MAX_SECONDS })
  @IsNumber()
  @Min(0)
  @Max(MAX_SECONDS)
  duration!: number;

  @ApiProperty({ type: 'integer', description: 'Bytes', minimum: 0, maximum: MAX_BYTES })
  @IsInt()
  @Min(0)
  @Max(MAX_BYTES)
  fileSize!: number;
}

/** Body: why a recording failed. */
export class FailRecordingDto {
  @ApiProperty({ minLength: 1, maxLength: 1_000, description: 'For people' })
  @IsString()
  @Length(1, 1_000)
  error!: string;
}

/** Query parameters of the list of recordings. */
export class RecordingQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  sessionId?: string;

  @ApiPropertyOptional({ enum: RECORDING_STATUSES })
  @IsOptional()
  @IsIn(RECORDING_STATUSES)
  status?: RecordingStatus;
}
