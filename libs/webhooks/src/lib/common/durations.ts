/** In ms. */
export const MS_PER_HOUR = 3_600_000;
/** In ms. */
export const MS_PER_DAY = 86_400_000;
