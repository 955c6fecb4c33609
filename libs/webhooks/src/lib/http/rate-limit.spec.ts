import { ThrottlerStorageService } from '@nestjs/throttler';
import { ADAPTERS, expectProblem, HttpHarness } from './testing/http-harness';

const LIMIT = 5;

describe.each(ADAPTERS)('The rate limit on %s', (_, adapter) => {
  it('is told in headers, and refuses with problem+json', async () => {
    const harness = await HttpHarness.start(adapter(), {
      rateLimit: { limit: LIMIT, windowMs: 60_000 },
    });
    const paths = ['/webhooks', '/webhooks/events', '/webhooks/nonsense', '/webhooks', '/webhooks'];
    for (const [index, path] of paths.entries()) {
      const { headers } = await harness.get(path);
      expect(headers['x-ratelimit-limit']).toBe(String(LIMIT));
      expect(headers['x-ratelimit-remaining']).toBe(String(LIMIT - 1 - index));
      expect(Number(headers['x-ratelimit-reset'])).toBeGreaterThan(0);
    }
    const refused = await harness.get('/webhooks');
    const { detail } = expectProblem(refused, 429, 'HOOKLINE_RATE_LIMITED');
    expect(detail).toContain(`More than ${LIMIT} requests in 60 s`);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    await harness.get('/webhooks', 'another').expect(200);
    expectProblem(await harness.anonymous().get('/webhooks'), 401, 'HOOKLINE_TENANT_MISSING');
    await harness.stop();
  });

  it('counts where the application says, and not at all with 0', async () => {
    const storage = new ThrottlerStorageService();
    const counted = await HttpHarness.start(adapter(), { rateLimit: { storage } });
    await counted.get('/webhooks').expect(200);
    expect([...storage.storage.keys()]).toEqual(['hookline:tenant acme']);
    await counted.stop();
    storage.onApplicationShutdown();
    const unlimited = await HttpHarness.start(adapter(), { rateLimit: { limit: 0 } });
    const { headers } = await unlimited.get('/webhooks').expect(200);
    expect(headers).not.toHaveProperty('x-ratelimit-limit');
    await unlimited.stop();
  });
});
