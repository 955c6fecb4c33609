import type { ProblemDetails } from '@hookline/contracts';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';

/** One field at fault. */
@ApiSchema({ name: 'ProblemField' })
export class ProblemFieldDto {
  @ApiProperty({ example: 'events[0]' })
  field!: string;

  @ApiProperty({ example: 'must be an event type' })
  message!: string;
}

/** The body of every error. */
@ApiSchema({ name: 'Problem', description: 'Problem details (RFC 9457). Branch on `code`.' })
export class ProblemDto implements ProblemDetails {
  @ApiProperty({ example: 'about:blank' })
  type!: string;

  @ApiProperty({ example: 'Bad Request' })
  title!: string;

  @ApiProperty({ example: 400 })
  status!: number;

  @ApiProperty({ example: 'HOOKLINE_VALIDATION_FAILED', description: 'Stable.' })
  code!: string;

  @ApiProperty({ example: 'name: must be a text of 1–255 characters' })
  detail!: string;

  @ApiPropertyOptional({ type: [ProblemFieldDto], description: 'Fields at fault.' })
  errors?: ProblemFieldDto[];
}
