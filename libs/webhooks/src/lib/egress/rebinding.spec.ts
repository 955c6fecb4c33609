import { requestTo } from '../sending/testing/contract-bench';
import { startPipeline, TENANT, type Pipeline } from '../../testing/pipeline';
import { Receivers } from '../sending/testing/receivers';
import { eventually } from '../../testing/eventually';
import { EgressGuard } from './egress-guard';
import { askInTime } from './testing/ask-in-time';
import { Inside } from './testing/inside';
import { NameServer } from './testing/name-server';
import { TRANSPORTS } from './testing/transports';

/** Stands for a public address: the receiver and the inside listen on one port, at two addresses. */
const OUTSIDE = '127.0.0.2';
const INSIDE = '127.0.0.1';
const ALLOW = { allow: [`${OUTSIDE}/32`], allowInsecure: true };

describe.each(TRANSPORTS)('names whose answer changes, with %s', (_name, create) => {
  const receivers = new Receivers();
  const inside = new Inside();
  const nameServer = new NameServer();

  beforeAll(() => Promise.all([inside.start(), nameServer.start()]));
  afterEach(() => receivers.stop());
  afterAll(() => Promise.all([inside.stop(), nameServer.stop()]));

  it('SEC-E07 vets each new connection anew, and connects only to what it vetted', async () => {
    const guard = new EgressGuard({ ...ALLOW, dnsServers: [nameServer.address] });
    const transport = create({ guard });
    const url = `http://rebinding.example:${inside.port}/`;
    // The listener ends each connection after one answer, so that each send needs another.
    nameServer.set(
      'rebinding.example',
      [OUTSIDE],
      [INSIDE],
      [OUTSIDE],
      [OUTSIDE, INSIDE],
      [INSIDE],
    );
    const outcomes: unknown[] = [];
    for (let sent = 0; sent < 5; sent += 1) {
      const result = await transport.send(requestTo(url));
      outcomes.push(result.kind === 'response' ? result.address : result.code);
    }
    expect(outcomes).toEqual([
      OUTSIDE,
      'blocked_address',
      OUTSIDE,
      'blocked_address',
      'blocked_address',
    ]);
    expect({ arrived: inside.arrived, begun: inside.begun }).toEqual({ arrived: 2, begun: 2 });
    await transport.close();
  });

  it('SEC-E07 makes one lookup for a connection: what it vetted is what it connects to', async () => {
    const guard = new EgressGuard({ ...ALLOW, dnsServers: [nameServer.address] });
    const transport = create({ guard });
    nameServer.set('once.example', [OUTSIDE], [INSIDE]);
    const result = await transport.send(requestTo(`http://once.example:${inside.port}/`));
    expect(result).toMatchObject({ status: 200, address: OUTSIDE });
    const asked = nameServer.questions.filter((question) => question.startsWith('once.example'));
    expect(asked.sort()).toEqual(['once.example A', 'once.example AAAA']);
    await transport.close();
  });

  it('holds the deadline when the name server never answers', async () => {
    const guard = new EgressGuard({ ...ALLOW, dnsServers: [nameServer.address] });
    const transport = create({ guard });
    nameServer.set('silent.example');
    const result = await transport.send(requestTo('http://silent.example/', { timeoutMs: 250 }));
    expect(result).toMatchObject({ code: 'timeout' });
    await transport.close();
  });

  it('knows a name that does not exist, and a name server that is not there', async () => {
    const known = create({
      guard: new EgressGuard({ ...ALLOW, dnsServers: [nameServer.address] }),
    });
    expect(await known.send(requestTo('http://nobody.example/'))).toMatchObject({ code: 'dns' });
    const stopped = await new NameServer().start();
    const { address } = stopped;
    await stopped.stop();
    const lost = create({ guard: new EgressGuard({ ...ALLOW, dnsServers: [address] }) });
    expect(await lost.send(requestTo('http://nobody.example/'))).toMatchObject({ code: 'dns' });
    await Promise.all([known.close(), lost.close()]);
  });
});

describe('an endpoint whose name leads inside', () => {
  const nameServer = new NameServer();
  let pipeline: Pipeline;

  beforeAll(async () => {
    await nameServer.start();
    pipeline = await startPipeline({ egress: { ...ALLOW, dnsServers: [nameServer.address] } });
  });
  afterAll(async () => {
    await pipeline.close();
    await nameServer.stop();
  });

  it('SEC-E08 is refused at registration, with the rule', async () => {
    nameServer.set('inside.example', ['10.0.0.1']);
    nameServer.set('outside.example', [OUTSIDE]);
    const refused = { code: 'HOOKLINE_URL_BLOCKED', httpStatus: 400 };
    const url = 'http://inside.example/';
    await expect(askInTime(() => pipeline.endpoint({ url }))).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('(rule: address)') as string,
    });
    const id = await pipeline.endpoint({ url: 'http://outside.example/' });
    await expect(
      askInTime(() => pipeline.registry.update(TENANT, id, { url })),
    ).rejects.toMatchObject(refused);
  });

  it('SEC-E08 is registered while its name can’t be resolved', async () => {
    expect(await pipeline.endpoint({ url: 'http://not-yet.example/' })).toMatch(/^ep_/);
  });

  it('SEC-E08 gets one attempt, which is not retried; a test send asks the same guard', async () => {
    nameServer.set('turning.example', [OUTSIDE], [INSIDE]);
    const id = await pipeline.endpoint({ url: 'http://turning.example/', events: ['name.turned'] });
    const { attempt, delivered } = await pipeline.registry.testEndpoint(TENANT, id);
    expect({ delivered, attempt }).toMatchObject({
      delivered: false,
      attempt: { errorCode: 'blocked_address', retryable: false, address: null },
    });
    await pipeline.publisher.publish({ type: 'name.turned', data: {} }, { tenantId: TENANT });
    const rows = await eventually(async () => {
      const ended = await pipeline.rows(
        `SELECT status, dead_letter_reason AS reason, attempts FROM hookline.delivery
         WHERE event_type = 'name.turned' AND completed_at IS NOT NULL`,
      );
      return ended.length > 0 && ended;
    });
    expect(rows).toEqual([{ status: 'dead_letter', reason: 'rejected', attempts: 1 }]);
  });
});
