import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { overlap, parseCidr, type Cidr } from './address';

const LOOPBACK = ['127.0.0.0/8', '::1/128', '::ffff:127.0.0.0/104']
  .map(parseCidr)
  .filter((block) => block !== null);

/**
 * Checks `egress.allow` at start-up and answers its blocks.
 *
 * @param production whether loopback is refused: there, an allowed loopback lets any tenant reach
 * whatever else listens on the machine
 * @throws {ConfigInvalidError} naming the entry that is malformed or covers loopback
 *
 * @example
 * ```ts
 * validateAllowList(['10.20.0.0/16'], process.env.NODE_ENV === 'production');
 * ```
 */
export function validateAllowList(cidrs: readonly string[], production: boolean): Cidr[] {
  return cidrs.map((text) => {
    const block = typeof text === 'string' ? parseCidr(text) : null;
    if (block === null) {
      throw new ConfigInvalidError(
        `Option \`egress.allow\`: ${quote(text)} is not a block of addresses. ` +
          'Write it in CIDR notation, for example "10.20.0.0/16" or "fd12:3456::/32".',
      );
    }
    if (production && LOOPBACK.some((loopback) => overlap(loopback, block))) {
      throw new ConfigInvalidError(
        `Option \`egress.allow\`: ${quote(text)} covers loopback, which production refuses: webhooks ` +
          'could reach services of this machine. Remove it, or allow only the blocks of your receivers.',
      );
    }
    return block;
  });
}

function quote(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 100)) : `a ${typeof value}`;
}
