/** A `describe` that runs when the test run has a Redis; its name carries the tag that is counted. */
export const describeRedis = (name: string, body: (redisUrl: string) => void): void => {
  const redisUrl = process.env['HOOKLINE_TEST_REDIS_URL'];
  const block = redisUrl === undefined ? describe.skip : describe;
  block(`${name} [redis]`, () => body(redisUrl ?? ''));
};

/** Runs the same tests on both backends of the queue. */
export const describeQueues = (
  name: string,
  body: (queue: { redisUrl?: string; prefix?: string }) => void,
): void => {
  describe(`${name}, queue in Postgres`, () => body({}));
  describeRedis(`${name}, queue in Redis`, (redisUrl) =>
    body({ redisUrl, prefix: `spec${process.pid}` }),
  );
};
