import type { FilterValue } from '@hookline/contracts';
import { ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import {
  MAX_FILTER_PATH,
  MAX_FILTER_TEXT,
  MAX_FILTER_VALUES,
} from '../../policy/parse-event-filter';

const value = {
  oneOf: [
    { type: 'string', maxLength: MAX_FILTER_TEXT },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'null' },
  ],
};
const bound = { oneOf: [{ type: 'string', maxLength: MAX_FILTER_TEXT }, { type: 'number' }] };

/** A filter, for the description only: the registry reads it. */
@ApiSchema({
  name: 'WebhookEventFilter',
  description:
    'Conditions on the payload. Exactly one of `path` (with at least one comparison, all of which ' +
    'have to hold), `and`, `or` and `not`. At most 50 conditions, nested at most 5 deep.',
})
export class EventFilterDto {
  @ApiPropertyOptional({
    maxLength: MAX_FILTER_PATH.length,
    example: 'customer.country',
    description: 'Names of fields with dots between; a number is a place in a list.',
  })
  path?: string;

  @ApiPropertyOptional({ ...value, description: 'The field is this value.' })
  equals?: FilterValue;

  @ApiPropertyOptional({
    type: 'array',
    items: value,
    minItems: 1,
    maxItems: MAX_FILTER_VALUES,
    description: 'The field is one of these.',
  })
  in?: FilterValue[];

  @ApiPropertyOptional({ description: 'Whether the field is there.' })
  exists?: boolean;

  @ApiPropertyOptional({ ...bound, description: 'Greater than.' })
  gt?: number | string;

  @ApiPropertyOptional({ ...bound, description: 'Greater than or equal.' })
  gte?: number | string;

  @ApiPropertyOptional({ ...bound, description: 'Less than.' })
  lt?: number | string;

  @ApiPropertyOptional({ ...bound, description: 'Less than or equal.' })
  lte?: number | string;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: MAX_FILTER_TEXT,
    description: 'The field is a text that begins so.',
  })
  prefix?: string;

  @ApiPropertyOptional({ type: () => [EventFilterDto], minItems: 1, description: 'All hold.' })
  and?: EventFilterDto[];

  @ApiPropertyOptional({ type: () => [EventFilterDto], minItems: 1, description: 'One holds.' })
  or?: EventFilterDto[];

  @ApiPropertyOptional({ type: () => EventFilterDto, description: 'It does not hold.' })
  not?: EventFilterDto;
}
