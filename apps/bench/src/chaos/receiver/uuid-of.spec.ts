import { uuidOf } from './uuid-of';

describe('uuidOf', () => {
  it.each([
    ['dlv_00000000000000000000000000', '00000000-0000-0000-0000-000000000000'],
    ['dlv_7zzzzzzzzzzzzzzzzzzzzzzzzz', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ['dlv_0000000000000000000000000a', '00000000-0000-0000-0000-00000000000a'],
    ['dlv_00000000000000000000000010', '00000000-0000-0000-0000-000000000020'],
  ])('reads the uuid behind %s', (id, uuid) => {
    expect(uuidOf(id)).toBe(uuid);
  });
});
