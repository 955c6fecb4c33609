import { UrlBlockedError } from '../common/errors/url-blocked.error';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import type { EgressGuard } from '../egress/egress-guard';
import type { UrlRefusal } from '../egress/vet-url';

const NOT_A_URL: ReadonlySet<UrlRefusal> = new Set<UrlRefusal>([
  'too_long',
  'control_characters',
  'malformed',
]);

/**
 * Refuses a URL that may not be sent to, by itself or by what its host resolves to now. What it
 * resolves to later is judged at each connection.
 * @throws UrlBlockedError naming the rule, ValidationFailedError when it is no URL
 */
export async function requireAllowedUrl(guard: EgressGuard, url: string): Promise<void> {
  const verdict = await guard.vet(url);
  if (verdict.allowed) return;
  const { reason, message } = verdict;
  if (NOT_A_URL.has(reason)) throw new ValidationFailedError([{ field: 'url', message }]);
  throw new UrlBlockedError(`${message} (rule: ${reason})`);
}
