import { decodeId, encodeId, newUuid } from './ids';

describe('Public ids', () => {
  it('come back as the uuid that they were made of', () => {
    for (let round = 0; round < 100; round += 1) {
      const uuid = newUuid();
      const id = encodeId('evt', uuid);
      expect(id).toMatch(/^evt_[0-9a-hjkmnp-tv-z]{26}$/);
      expect(decodeId('evt', id)).toBe(uuid);
      expect(decodeId('evt', id.toUpperCase())).toBe(uuid);
    }
  });

  it('encode the extremes', () => {
    const highest = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
    const lowest = '00000000-0000-0000-0000-000000000000';
    expect(encodeId('dlv', highest)).toBe(`dlv_7${'z'.repeat(25)}`);
    expect(encodeId('dlv', lowest)).toBe(`dlv_${'0'.repeat(26)}`);
    expect(decodeId('dlv', encodeId('dlv', highest))).toBe(highest);
  });

  it('sort like the time at which they were made', () => {
    const ids = Array.from({ length: 50 }, () => encodeId('ep', newUuid()));
    expect([...ids].sort()).toEqual(ids);
  });

  it.each([
    '',
    'evt_',
    'ep_01h00000000000000000000000',
    'evt_01h0000000000000000000000',
    'evt_01h000000000000000000000000',
    'evt_01h0000000000000000000000u',
    'evt_01h0000000000000000000000 ',
    `evt_8${'0'.repeat(25)}`,
    "evt_01h000000000000000000000';",
    'evt_01h00000000000000000000\u0000\u0000\u0000',
  ])('refuse %j', (id) => {
    expect(() => decodeId('evt', id)).toThrow(
      expect.objectContaining({ code: 'HOOKLINE_ID_INVALID' }) as Error,
    );
  });
});
