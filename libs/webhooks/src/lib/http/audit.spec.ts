import type { AuditEntry, Page } from '@hookline/contracts';
import { ADAPTERS, expectProblem, HttpHarness } from './testing/http-harness';

describe.each(ADAPTERS)('The audit trail on %s', (_, adapter) => {
  let harness: HttpHarness;

  beforeAll(async () => {
    harness = await HttpHarness.start(adapter(), { actor: (signed) => signed.user['tenantId'] });
  });
  afterAll(() => harness.stop());

  const list = async (query: string, tenant = 'acme'): Promise<Page<AuditEntry>> =>
    (await harness.get(`/webhooks/audit${query}`, tenant).expect(200)).body as Page<AuditEntry>;

  it('lists who changed what, page by page and by filters', async () => {
    const { id } = await harness.create();
    const other = await harness.create();
    await harness.send('patch', `/webhooks/${id}`).send({ name: 'renamed' }).expect(200);
    await harness.send('delete', `/webhooks/${id}`).expect(204);
    const actor = { type: 'user', id: 'acme' };
    const { items } = await list(`?resourceId=${id}`);
    expect(items).toMatchObject([
      { action: 'endpoint.deleted', actor, before: { name: 'renamed' }, after: null },
      { action: 'endpoint.updated', before: { name: 'mine' }, after: { name: 'renamed' } },
      { action: 'endpoint.created', resourceId: id, tenantId: 'acme', before: null },
    ]);
    expect((await list('?action=endpoint.deleted')).items).toEqual([items[0]]);
    expect((await list('?actorId=nobody')).items).toEqual([]);
    const first = await list('?limit=3&actorId=acme');
    const rest = await list(`?limit=3&actorId=acme&cursor=${first.nextCursor}`);
    expect(first.items).toHaveLength(3);
    expect(rest.items.map(({ resourceId }) => resourceId)).toEqual([id]);
    expect(rest.nextCursor).toBeNull();
    expect(first.items.map(({ resourceId }) => resourceId)).toContain(other.id);
  });

  it("shows nothing of another tenant's", async () => {
    const { id } = await harness.create();
    expect(await list(`?resourceId=${id}`, 'rival')).toEqual({ items: [], nextCursor: null });
    const { items } = await list(`?resourceId=${id}`);
    const cursor = items[0]?.id ?? '';
    expect((await list(`?cursor=${cursor}`, 'rival')).items).toEqual([]);
  });

  it.each(['?limit=0', '?cursor=x', '?action=a&action=b', '?since=1', '?actorId=%00'])(
    'answers 400 for %s',
    async (query) => {
      const answer = await harness.get(`/webhooks/audit${query}`);
      expect(answer.status).toBe(400);
      expectProblem(answer, 400, (answer.body as { code: string }).code);
    },
  );
});
