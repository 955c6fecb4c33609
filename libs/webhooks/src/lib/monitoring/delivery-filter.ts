import { DELIVERY_STATUSES, type DeadLetterReason, type DeliveryStatus } from '@hookline/contracts';
import { type FieldIssue, ValidationFailedError } from '../common/errors/validation-failed.error';
import { decodeId } from '../common/ids';
import { isStorableText } from '../registry/storable';

/** Longest event type, subject or tag. */
export const MAX_LABEL_LENGTH = 255;
/** Statuses that HTTP has, and a little more: receivers answer what they like. */
export const RESPONSE_STATUS_RANGE = { min: 100, max: 999 } as const;
/** What both JavaScript and Postgres take for a time: the years 1970 to 9999, in ms. */
const TIME_RANGE_MS = { min: 0, max: Date.parse('9999-12-31T23:59:59.999Z') };

/** Which deliveries. What is left out does not matter; all that is given has to be so. */
export interface DeliveryFilter {
  /** As it is shown. */
  status?: DeliveryStatus;
  /** `ep_…` */
  endpointId?: string;
  /** `evt_…` */
  eventId?: string;
  eventType?: string;
  /** Created then or later. ISO 8601. */
  from?: Date | string;
  /** Created before. ISO 8601. */
  to?: Date | string;
  /** The status that the last attempt was answered with. */
  responseStatus?: number;
  /** The subject of the event. */
  subject?: string;
  /** One of the event's tags. */
  tag?: string;
}

/** The same, checked. Ids are stored uuids, times clock times in ms. */
export interface DeliveryConditions {
  tenantId: string;
  status?: DeliveryStatus;
  endpointId?: string;
  eventId?: string;
  eventType?: string;
  from?: number;
  to?: number;
  responseStatus?: number;
  subject?: string;
  tag?: string;
  deadLetterReason?: DeadLetterReason;
  /** Only what nobody has repeated yet, and no tests: their event never happened. */
  unretried?: boolean;
}

/**
 * Checks a filter.
 * @throws ValidationFailedError naming the fields at fault, IdInvalidError
 */
export function readDeliveryFilter(tenantId: string, filter: DeliveryFilter): DeliveryConditions {
  const { status, endpointId, eventId, responseStatus } = filter;
  const issues = [...labelIssues(filter), ...statusIssues(status, responseStatus)];
  const { from, to } = readTimes(filter, issues);
  if (issues.length > 0) throw new ValidationFailedError(issues);
  const { eventType, subject, tag } = filter;
  return {
    tenantId,
    ...defined({ status, responseStatus, eventType, subject, tag, from, to }),
    ...(endpointId !== undefined && { endpointId: decodeId('ep', endpointId) }),
    ...(eventId !== undefined && { eventId: decodeId('evt', eventId) }),
  };
}

/** Reads `from` and `to` as clock times in ms; adds what is wrong with them to the issues. */
export function readTimes(
  period: Pick<DeliveryFilter, 'from' | 'to'>,
  issues: FieldIssue[],
): { from?: number; to?: number } {
  const times: { from?: number; to?: number } = {};
  for (const field of ['from', 'to'] as const) {
    const given = period[field];
    if (given === undefined) continue;
    const ms = given instanceof Date ? given.getTime() : Date.parse(given);
    if (ms >= TIME_RANGE_MS.min && ms <= TIME_RANGE_MS.max) times[field] = ms;
    else issues.push({ field, message: 'must be a time in ISO 8601, from 1970 to 9999' });
  }
  return times;
}

function labelIssues(filter: DeliveryFilter): FieldIssue[] {
  return (['eventType', 'subject', 'tag'] as const).flatMap((field) => {
    const text: unknown = filter[field];
    if (text === undefined || isLabel(text)) return [];
    return [{ field, message: `must be a text of 1–${MAX_LABEL_LENGTH} characters` }];
  });
}

function statusIssues(
  status: string | undefined,
  responseStatus: number | undefined,
): FieldIssue[] {
  const issues: FieldIssue[] = [];
  if (status !== undefined && !(DELIVERY_STATUSES as readonly string[]).includes(status)) {
    issues.push({ field: 'status', message: `must be one of ${DELIVERY_STATUSES.join(', ')}` });
  }
  const { min, max } = RESPONSE_STATUS_RANGE;
  if (responseStatus !== undefined && !isWithin(responseStatus, min, max)) {
    issues.push({ field: 'responseStatus', message: `must be a whole number, ${min}–${max}` });
  }
  return issues;
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

function isLabel(text: unknown): boolean {
  return (
    typeof text === 'string' &&
    text !== '' &&
    text.length <= MAX_LABEL_LENGTH &&
    isStorableText(text)
  );
}

/** Leaves out what is `undefined`. */
function defined<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: Exclude<Fields[Name], undefined>;
  };
}
