import { promises, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { quote } from './destinations';

/** Answers every address of a host name, as `dns.lookup` does with `all`. */
export type AddressResolver = (
  hostname: string,
  options: { all: true; family: 0 | 4 | 6; verbatim: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

type Answer = PromiseSettledResult<LookupAddress[]>;

/** Longest wait for one answer, in ms; c-ares asks each server twice and doubles it. */
const TIMEOUT_MS = 1_500;
const TRIES = 2;
/** The name has no record of this type; the other type may have one. */
const NOTHING_THERE = new Set(['ENODATA', 'ENOTFOUND']);

/**
 * A resolver that asks name servers of the operator's choice for A and AAAA records. It knows neither
 * `/etc/hosts` nor search domains, and a slow answer occupies no thread of the process, as those of
 * `dns.lookup` do.
 *
 * @param servers addresses, with a port unless it is 53
 * @throws {ConfigInvalidError} naming the option when one is not an address
 */
export function nameServerResolver(servers: readonly string[]): AddressResolver {
  const resolver = new promises.Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  try {
    resolver.setServers(servers);
  } catch {
    throw new ConfigInvalidError(
      `Option \`egress.dnsServers\`: ${quote(servers.join(', '))} are not all addresses. Pass the IP ` +
        'addresses of name servers, each with a port if that is not 53: "9.9.9.9", "[2620:fe::fe]:53".',
    );
  }
  return (hostname, { family }, callback) => {
    const literal = isIP(hostname);
    if (literal !== 0) {
      process.nextTick(callback, null, [{ address: hostname, family: literal }]);
      return;
    }
    const answers = Promise.allSettled([
      family === 6 ? noRecords() : recordsOf(resolver.resolve4(hostname), 4),
      family === 4 ? noRecords() : recordsOf(resolver.resolve6(hostname), 6),
    ]);
    void answers.then((settled) => {
      const addresses = settled.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
      callback(addresses.length > 0 ? null : lookupError(hostname, settled), addresses);
    });
  };
}

async function recordsOf(answer: Promise<string[]>, family: 4 | 6): Promise<LookupAddress[]> {
  return (await answer).map((address) => ({ address, family }));
}

function noRecords(): Promise<LookupAddress[]> {
  return Promise.resolve([]);
}

/** In the codes of `dns.lookup`: those of c-ares would read as if the receiver had refused. */
function lookupError(hostname: string, answers: Answer[]): NodeJS.ErrnoException {
  const nothing = answers.every(
    (answer) => answer.status === 'fulfilled' || NOTHING_THERE.has(codeOf(answer.reason)),
  );
  const error: NodeJS.ErrnoException = new Error(
    nothing ? `${hostname} has no address.` : `${hostname} could not be resolved.`,
  );
  error.code = nothing ? 'ENOTFOUND' : 'EAI_AGAIN';
  return error;
}

function codeOf(reason: unknown): string {
  const code: unknown = reason instanceof Error ? Reflect.get(reason, 'code') : undefined;
  return typeof code === 'string' ? code : '';
}
