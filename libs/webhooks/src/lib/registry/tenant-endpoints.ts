import type { MatchedEndpoint } from './endpoint-directory';

/** Event types whose answer is kept; beyond it, a tenant's ad-hoc types would fill the memory. */
const MAX_REMEMBERED_TYPES = 1_000;

interface CompiledEndpoint {
  endpoint: MatchedEndpoint;
  matches: (eventType: string) => boolean;
}

/** The active endpoints of one tenant. An answer is worked out once for each event type. */
export class TenantEndpoints {
  private readonly answers = new Map<string, Promise<readonly MatchedEndpoint[]>>();

  constructor(private readonly endpoints: readonly CompiledEndpoint[]) {}

  /** The same promise for the same type, so that asking again costs nothing. */
  match(eventType: string): Promise<readonly MatchedEndpoint[]> {
    const known = this.answers.get(eventType);
    if (known !== undefined) return known;
    if (this.answers.size >= MAX_REMEMBERED_TYPES) this.answers.clear();
    const answer = Promise.resolve(
      this.endpoints.filter(({ matches }) => matches(eventType)).map(({ endpoint }) => endpoint),
    );
    this.answers.set(eventType, answer);
    return answer;
  }
}
