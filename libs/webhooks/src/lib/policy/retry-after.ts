/** The three forms of RFC 9110, section 5.6.7, all of which a recipient must understand. */
const HTTP_DATE =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})$/;

/**
 * What `Retry-After` asks for, in ms from now: seconds, or an HTTP date. Never negative; `null` for
 * what is neither.
 *
 * @param nowMs milliseconds since 1970
 */
export function parseRetryAfter(value: string | null | undefined, nowMs: number): number | null {
  const text = value?.trim() ?? '';
  if (/^-?\d{1,12}$/.test(text)) return Math.max(0, Number(text) * 1_000);
  if (!HTTP_DATE.test(text)) return null;
  // The asctime form names no zone, and is UTC by definition.
  const date = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}
