import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsISO8601, IsOptional } from 'class-validator';

/** An optional time of a request, in ISO 8601. */
export function IsMoment(
  description: string,
  { nullable }: { nullable?: true } = {},
): PropertyDecorator {
  return applyDecorators(
    // Said, because what may be `null` has no type of its own at run time.
    ApiPropertyOptional({
      type: String,
      format: 'date-time',
      description,
      ...(nullable && { nullable }),
    }),
    IsOptional(),
    IsISO8601({ strict: true }),
  );
}
