import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { blocksOf, overlap } from './address';
import { isLocalName, parseDestinations, quote, type Destinations } from './destinations';

const OPTION = 'egress.allow';

/** A connection to an unspecified address goes to loopback, too. */
const LOOPBACK = blocksOf('127.0.0.0/8', '::1/128', '0.0.0.0/8', '::/128');

/**
 * Checks `egress.allow` at start-up and answers its places. Loopback is opened by a block alone: a
 * name would open whatever the name leads to one day.
 *
 * @param production whether loopback is refused: there, an allowed loopback lets any tenant reach
 * whatever else listens on the machine
 * @throws {ConfigInvalidError} naming the entry that is malformed or covers loopback
 *
 * @example
 * ```ts
 * validateAllowList(['10.20.0.0/16', '*.corp.example'], process.env.NODE_ENV === 'production');
 * ```
 */
export function validateAllowList(entries: readonly string[], production: boolean): Destinations {
  for (const entry of entries) {
    const { blocks, hosts } = parseDestinations(OPTION, [entry]);
    if (hosts.some((host) => isLocalName(host))) {
      throw new ConfigInvalidError(
        `Option \`${OPTION}\`: ${quote(entry)} is a name of this machine. Allow "127.0.0.0/8" and "::1/128" ` +
          'instead; production refuses them, too.',
      );
    }
    if (production && blocks.some((block) => LOOPBACK.some((each) => overlap(each, block)))) {
      throw new ConfigInvalidError(
        `Option \`${OPTION}\`: ${quote(entry)} covers loopback, which production refuses: webhooks ` +
          'could reach services of this machine. Remove it, or allow only the blocks of your receivers.',
      );
    }
  }
  return parseDestinations(OPTION, entries);
}
