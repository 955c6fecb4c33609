import { ENDPOINT_HEALTH_STATUSES, isNoticeType } from '@hookline/contracts';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import type { ListEndpointsQuery } from './endpoint-input';
import { patternsOf } from './event-patterns';
import { isStorableText } from './storable';

/** Longest event type or text to look for, in characters. */
export const MAX_SEARCH_LENGTH = 255;

/** A condition on `endpoint`, with its parameters. */
export interface EndpointCondition {
  sql: string;
  parameters: Record<string, unknown>;
}

/**
 * What endpoints have to be like to be listed, but for their health, which is counted elsewhere.
 * @throws ValidationFailedError naming the fields at fault
 */
export function searchConditions(query: ListEndpointsQuery): EndpointCondition[] {
  const { active, event, text, health } = query;
  requireSearchable({ event, text }, health);
  const conditions: EndpointCondition[] = [];
  if (active !== undefined) {
    conditions.push({ sql: 'endpoint.active = :active', parameters: { active } });
  }
  if (event !== undefined) {
    const named = 'endpoint.events && :patterns::text[]';
    const sql = isNoticeType(event) ? named : `(endpoint.events = '{}' OR ${named})`;
    conditions.push({ sql, parameters: { patterns: patternsOf(event) } });
  }
  if (text !== undefined) {
    const sql =
      '(endpoint.name ILIKE :sought OR endpoint.url ILIKE :sought OR endpoint.description ILIKE :sought)';
    conditions.push({ sql, parameters: { sought: `%${escapeLike(text)}%` } });
  }
  return conditions;
}

/** A text as `LIKE` takes it literally. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function requireSearchable(fields: Record<string, unknown>, health: string | undefined): void {
  const issues = Object.entries(fields)
    .filter(([, value]) => value !== undefined && !isSearchable(value))
    .map(([field]) => ({ field, message: `must be a text of 1–${MAX_SEARCH_LENGTH} characters` }));
  const known: readonly string[] = ENDPOINT_HEALTH_STATUSES;
  if (health !== undefined && !known.includes(health)) {
    issues.push({ field: 'health', message: `must be one of ${known.join(', ')}` });
  }
  if (issues.length > 0) throw new ValidationFailedError(issues);
}

function isSearchable(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value !== '' &&
    value.length <= MAX_SEARCH_LENGTH &&
    isStorableText(value)
  );
}
