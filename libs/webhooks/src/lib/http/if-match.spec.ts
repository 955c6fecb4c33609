import type { Endpoint } from '@hookline/contracts';
import { readIfMatch } from './if-match.decorator';
import { ADAPTERS, expectProblem, HttpHarness } from './testing/http-harness';

describe('If-Match', () => {
  it.each([
    [undefined, undefined],
    ['*', undefined],
    ['"3"', [3]],
    ['"3", "4"', [3, 4]],
    ['W/"3"', []],
    ['3', []],
    ['"three"', []],
    ['', []],
  ])('%j allows %j', (header, versions) => {
    expect(readIfMatch(header)).toEqual(versions);
  });
});

describe.each(ADAPTERS)('Versions of endpoints on %s', (_, adapter) => {
  let harness: HttpHarness;

  beforeAll(async () => {
    harness = await HttpHarness.start(adapter());
  });
  afterAll(() => harness.stop());

  const patch = (id: string, tag: string, body: object) =>
    harness.send('patch', `/webhooks/${id}`).set('if-match', tag).send(body);

  it('are shown as ETag, and count the changes', async () => {
    const { id, version } = await harness.create();
    expect(version).toBe(1);
    const read = await harness.get(`/webhooks/${id}`).expect(200);
    expect(read.headers).toMatchObject({ etag: '"1"', 'cache-control': 'no-store' });
    const changed = await patch(id, '"1"', { name: 'second' }).expect(200);
    expect(changed.headers['etag']).toBe('"2"');
    expect(changed.body).toMatchObject({ name: 'second', version: 2 });
    await patch(id, '"2"', { name: 'second' }).expect(200);
    expect((await harness.get(`/webhooks/${id}`)).headers['etag']).toBe('"2"');
    expect((await harness.get('/webhooks').expect(200)).headers['etag']).not.toBe('"2"');
  });

  it('refuse a change for another version, and change nothing', async () => {
    const { id } = await harness.create();
    await patch(id, '*', { name: 'second' }).expect(200);
    const { body: before } = (await harness.get(`/webhooks/${id}`)) as { body: Endpoint };
    const url = `/webhooks/${id}`;
    const whole = { name: 'third', url: 'https://example.com/third' };
    const refused = [
      await patch(id, '"1"', { name: 'third' }),
      await patch(id, 'W/"2"', { name: 'third' }),
      await harness.send('put', url).set('if-match', '"1"').send(whole),
      await harness.send('delete', url).set('if-match', '"1"'),
    ];
    for (const answer of refused) expectProblem(answer, 412, 'HOOKLINE_PRECONDITION_FAILED');
    expect((await harness.get(url)).body).toEqual(before);
    await harness.send('put', url).set('if-match', '"1", "2"').send(whole).expect(200);
    await harness.send('delete', url).set('if-match', '"3"').expect(204);
    expectProblem(await patch(id, '"4"', { name: 'x' }), 404, 'HOOKLINE_NOT_FOUND');
  });

  it('let one of two changes through that were made for the same version', async () => {
    const { id } = await harness.create();
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => patch(id, '"1"', { name })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  it('are counted without telling one tenant of another', async () => {
    const { id } = await harness.create();
    await patch(id, '*', { name: 'busy' }).expect(200);
    expect(await harness.create({}, 'other')).toMatchObject({ version: 1 });
    const foreign = harness.send('delete', `/webhooks/${id}`, 'other').set('if-match', '"1"');
    expectProblem(await foreign, 404, 'HOOKLINE_NOT_FOUND');
  });
});
