import { Client } from 'pg';
import { acquireServer } from './postgres-server';

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

describe('acquireServer', () => {
  it.each(['HOOKLINE_TEST_DATABASE_URL', 'DATABASE_URL'])('takes the one of %s', async (given) => {
    const { url } = await acquireServer((name) => (name === given ? 'postgres://given' : ''));
    expect(url).toBe('postgres://given');
  });

  it('starts one that is shared, and kept while the test file runs', async () => {
    const [one, other] = await Promise.all([
      acquireServer(() => undefined),
      acquireServer(() => undefined),
    ]);
    expect(one.url).toBe(other.url);
    await one.release();
    await other.release();
    expect(await answers(one.url)).toBe(true);
    const again = await acquireServer(() => undefined);
    expect(again.url).toBe(one.url);
    await again.release();
  });
});
