import { DEAD_LETTER_REASONS, type DeadLetterReason } from '@hookline/contracts';
import { ApiProperty, ApiPropertyOptional, ApiSchema, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  ValidateNested,
} from 'class-validator';
import type {
  DeadLetterFilter,
  DeadLetterResult,
  DeadLetterSelection,
  ListDeadLettersQuery,
} from '../../monitoring/dead-letters';
import { MAX_SELECTED_IDS } from '../../monitoring/webhook-dead-letters.service';
import { ListDeliveriesDto } from './list-query.dto';

/** Which dead letters. */
export class ListDeadLettersDto
  extends OmitType(ListDeliveriesDto, ['status'] as const)
  implements ListDeadLettersQuery
{
  @ApiPropertyOptional({ enum: DEAD_LETTER_REASONS })
  @IsOptional()
  @IsIn(DEAD_LETTER_REASONS)
  reason?: DeadLetterReason;
}

/** What dead letters are chosen by; what is left out does not matter. */
@ApiSchema({ name: 'WebhookDeadLetterFilter' })
export class DeadLetterFilterDto
  extends OmitType(ListDeadLettersDto, ['cursor', 'limit'] as const)
  implements DeadLetterFilter {}

/** The dead letters to do something with: by ids, or all that a filter finds. */
@ApiSchema({ name: 'WebhookDeadLetterSelection' })
export class DeadLetterSelectionDto implements DeadLetterSelection {
  @ApiPropertyOptional({
    type: [String],
    minItems: 1,
    maxItems: MAX_SELECTED_IDS,
    example: ['dlv_01kamqz0x3f1v9p0c6c2q1b7zd'],
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_SELECTED_IDS)
  @IsString({ each: true })
  ids?: string[];

  @ApiPropertyOptional({
    type: DeadLetterFilterDto,
    description: 'Instead of `ids`; `{}` for all.',
  })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => DeadLetterFilterDto)
  filter?: DeadLetterFilterDto;

  @ApiPropertyOptional({ description: 'With `filter`: `nextCursor` of the call before.' })
  @IsOptional()
  @IsString()
  cursor?: string;
}

/** What was done. */
@ApiSchema({ name: 'WebhookDeadLetterResult' })
export class DeadLetterResultDto implements DeadLetterResult {
  @ApiProperty({ type: 'integer', description: 'Dead letters that it was done with.' })
  count!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Call again with this as `cursor`; null when all is done.',
  })
  nextCursor!: string | null;
}
