import type { WebhookEnvelope } from '@hookline/contracts';
import type { EventPredicate } from '../policy/event-filter';
import type { MatchedEndpoint } from '../registry/endpoint-directory';

/**
 * Those of the endpoints whose filters want an event. The body is read back only when one of them has
 * a filter, so that what is judged is what is sent; each distinct filter is asked once.
 */
export function wantedBy(
  matched: readonly MatchedEndpoint[],
  body: Buffer,
): readonly MatchedEndpoint[] {
  if (!matched.some(({ wants }) => wants !== null)) return matched;
  const { data } = JSON.parse(body.toString()) as WebhookEnvelope;
  const answers = new Map<EventPredicate, boolean>();
  return matched.filter(({ wants }) => {
    if (wants === null) return true;
    const answer = answers.get(wants) ?? wants(data);
    answers.set(wants, answer);
    return answer;
  });
}
