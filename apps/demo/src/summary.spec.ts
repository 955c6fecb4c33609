import { table } from './summary';

describe('a table', () => {
  it('is as wide as its texts', () => {
    expect(
      table([
        ['endpoint', 'received'],
        ['healthy', '9'],
        ['a-longer-name', ''],
      ]),
    ).toEqual([
      'endpoint       received',
      '-------------  --------',
      'healthy        9',
      'a-longer-name',
    ]);
  });
});
