import { UrlBlockedError } from '../common/errors/url-blocked.error';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import type { EgressGuard } from '../egress/egress-guard';

/**
 * Refuses a URL that could never be sent to. What its host resolves to is judged at each send: it
 * may change.
 * @throws UrlBlockedError naming the rule, ValidationFailedError when it is no URL
 */
export function requireAllowedUrl(guard: EgressGuard, url: string): void {
  const verdict = guard.vetUrl(url);
  if (verdict.allowed) return;
  const { reason, message } = verdict;
  switch (reason) {
    case 'too_long':
    case 'control_characters':
    case 'malformed':
      throw new ValidationFailedError([{ field: 'url', message }]);
    case 'scheme':
    case 'credentials':
    case 'address':
      throw new UrlBlockedError(`${message} (rule: ${reason})`);
  }
}
