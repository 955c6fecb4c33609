/** Part of the limit at which a tenant is warned. */
export const WARNING_SHARE = 0.8;
/** The limit of tenants for whom none was set: 10 GiB. */
export const DEFAULT_LIMIT_BYTES = 10 * 2 ** 30;
/** One pebibyte: the largest limit, and the largest change at once. */
export const MAX_BYTES = 2 ** 50;

/** How full a quota is. */
export const STORAGE_LEVELS = ['ok', 'warning', 'exceeded'] as const;
export type StorageLevel = (typeof STORAGE_LEVELS)[number];

/** What is used of what may be, in bytes. */
export interface Usage {
  usage: number;
  limit: number;
}

/** Full to the last byte is not exceeded yet. */
export function levelOf({ usage, limit }: Usage): StorageLevel {
  if (usage > limit) return 'exceeded';
  return usage >= limit * WARNING_SHARE ? 'warning' : 'ok';
}

/** Whether a change crossed the beginning of a level upwards; once, until it falls below again. */
export function crossed(level: StorageLevel, before: Usage, after: Usage): boolean {
  const rank = (usage: Usage): number => STORAGE_LEVELS.indexOf(levelOf(usage));
  const start = STORAGE_LEVELS.indexOf(level);
  return rank(before) < start && rank(after) >= start;
}
