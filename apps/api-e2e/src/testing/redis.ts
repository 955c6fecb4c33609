/** Redis of the test run, `undefined` when there is none. */
export const REDIS_URL = process.env['HOOKLINE_TEST_REDIS_URL'];

/** For what needs Redis; the titles contain `[redis]`, by which a run counts them. */
export const describeRedis = REDIS_URL === undefined ? describe.skip : describe;
