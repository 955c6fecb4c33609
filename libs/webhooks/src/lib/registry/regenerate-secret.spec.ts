import { importSecret } from '@hookline/verify';
import { SecretLimitError } from '../common/errors/secret-limit.error';
import { decodeId } from '../common/ids';
import { ManualClock } from '../../testing/manual-clock';
import { createTestDatabase, RegistryHarness, type TestDatabase } from './testing/registry-harness';
import { issuesOf } from './testing/issues-of';

const HOUR_MS = 3_600_000;

describe('WebhookRegistryService.regenerateSecret', () => {
  let db: TestDatabase;
  let clock: ManualClock;
  let harness: RegistryHarness;

  beforeAll(async () => {
    db = await createTestDatabase(10);
    clock = new ManualClock();
    harness = new RegistryHarness(db, { clock });
  });
  afterAll(() => db.drop());

  const create = () =>
    harness.registry.create('acme', { name: 'rotated', url: 'https://receiver.example/' });
  const regenerate = (id: string, input = {}) =>
    harness.registry.regenerateSecret('acme', id, input);

  /** Which of the secrets sign at this moment, in their order. */
  async function signing(id: string, secrets: readonly string[]): Promise<number[]> {
    const lookup = await harness.cache.lookup(decodeId('ep', id));
    if (lookup.state !== 'active') throw new Error(lookup.state);
    const made = lookup.target.signingKeys.map((key) => key.signature('evt_1', 1, '{}'));
    const expected = secrets.map((secret) => importSecret(secret).signature('evt_1', 1, '{}'));
    expect(made.filter((signature) => !expected.includes(signature))).toEqual([]);
    return made.map((signature) => expected.indexOf(signature));
  }

  it('SEC-S03 lets the old secret sign beside the new one for 24 hours', async () => {
    const { endpoint, secret: old } = await create();
    const { secret, endpoint: shown } = await regenerate(endpoint.id);
    expect(secret).toMatch(/^whsec_/);
    expect(shown.secretPrefixes).toEqual([secret.slice(0, 9), old.slice(0, 9)]);
    expect(JSON.stringify(shown)).not.toContain(secret.slice(10));
    expect(await signing(endpoint.id, [secret, old])).toEqual([0, 1]);
    clock.advance(24 * HOUR_MS - 1);
    expect(await signing(endpoint.id, [secret, old])).toEqual([0, 1]);
    clock.advance(1);
    expect(await signing(endpoint.id, [secret, old])).toEqual([0]);
  });

  it('SEC-S03 ends all others at once with an overlap of 0', async () => {
    const { endpoint, secret: first } = await create();
    const { secret: second } = await regenerate(endpoint.id);
    const { secret: third } = await regenerate(endpoint.id, { overlapMs: 0 });
    expect(await signing(endpoint.id, [first, second, third])).toEqual([2]);
    const { rows } = await db.database.pool.query(
      'SELECT id FROM hookline.endpoint_secret WHERE endpoint_id = $1',
      [decodeId('ep', endpoint.id)],
    );
    expect(rows).toHaveLength(1);
  });

  it('SEC-S03 never gives a secret more time than it had', async () => {
    const { endpoint, secret: first } = await create();
    const { secret: second } = await regenerate(endpoint.id, { overlapMs: HOUR_MS });
    const { secret: third } = await regenerate(endpoint.id, { overlapMs: 168 * HOUR_MS });
    const all = [first, second, third];
    expect(await signing(endpoint.id, all)).toEqual([2, 1, 0]);
    clock.advance(HOUR_MS);
    expect(await signing(endpoint.id, all)).toEqual([2, 1]);
    clock.advance(167 * HOUR_MS);
    expect(await signing(endpoint.id, all)).toEqual([2]);
  });

  it('SEC-S03 lets five secrets live, and refuses a sixth instead of ending one early', async () => {
    const { endpoint, secret: first } = await create();
    const secrets = [first];
    for (let count = 1; count < 5; count += 1) {
      secrets.push((await regenerate(endpoint.id)).secret);
    }
    await expect(regenerate(endpoint.id)).rejects.toMatchObject({
      code: 'HOOKLINE_SECRET_LIMIT',
      httpStatus: 409,
      message: expect.stringContaining(
        new Date(clock.now() + 24 * HOUR_MS).toISOString(),
      ) as string,
    });
    expect(await signing(endpoint.id, secrets)).toEqual([4, 3, 2, 1, 0]);
    // A leaked secret can be ended whatever was promised.
    const { secret } = await regenerate(endpoint.id, { overlapMs: 0 });
    expect(await signing(endpoint.id, [secret])).toEqual([0]);
  });

  it('SEC-S03 loses none of 8 rotations that race', async () => {
    const { endpoint, secret: first } = await create();
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => regenerate(endpoint.id)),
    );
    const made = results.flatMap((each) =>
      each.status === 'fulfilled' ? [each.value.secret] : [],
    );
    const refused = results.filter(
      (each) => each.status === 'rejected' && each.reason instanceof SecretLimitError,
    );
    expect([made.length, refused.length]).toEqual([4, 4]);
    // Each that was answered signs, and so does the one that the receiver has.
    const live = await signing(endpoint.id, [first, ...made]);
    expect([...live].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('takes the caller’s own secret, and refuses what is none, without showing it', async () => {
    const { endpoint } = await create();
    const own = 'planted-password-of-24-bytes';
    const { secret } = await regenerate(endpoint.id, { secret: own });
    expect(secret).toBe(`whsec_${Buffer.from(own).toString('base64')}`);
    const attempt = regenerate(endpoint.id, { secret: 'planted' });
    await expect(attempt).rejects.toMatchObject({ code: 'HOOKLINE_SECRET_INVALID' });
    await expect(attempt).rejects.not.toThrow('planted');
  });

  it.each([-1, 1.5, 604_800_001, '60', null])('refuses the overlap %p', async (overlapMs) => {
    const { endpoint } = await create();
    expect(await issuesOf(regenerate(endpoint.id, { overlapMs }))).toEqual(['overlapMs']);
  });

  it("does not touch another tenant's endpoint", async () => {
    const { endpoint, secret } = await create();
    await expect(harness.registry.regenerateSecret('globex', endpoint.id)).rejects.toMatchObject({
      code: 'HOOKLINE_NOT_FOUND',
    });
    expect(await signing(endpoint.id, [secret])).toEqual([0]);
  });
});
