import { LocalServerError } from '../lib/local-server-error';

const ATTEMPTS = 5;

/** Does it again, with a new port, when somebody else has taken the one that was free a moment ago. */
export async function untilPortIsFree<Result>(
  code: LocalServerError['code'],
  work: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const taken = error instanceof LocalServerError && error.code === code;
      if (!taken || attempt === ATTEMPTS) throw error;
    }
  }
}
