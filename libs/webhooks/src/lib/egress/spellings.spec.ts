import { requestTo } from '../sending/testing/contract-bench';
import { EgressGuard } from './egress-guard';
import { askInTime } from './testing/ask-in-time';
import { Inside } from './testing/inside';
import { NameServer } from './testing/name-server';
import { MALFORMED, spellings } from './testing/spellings';
import { TRANSPORTS } from './testing/transports';

/** Addresses that names lead to: each alone, and behind one that is public. */
const BEHIND_NAMES = [
  '127.0.0.1',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '168.63.129.16',
  '::1',
  '::ffff:127.0.0.1',
  'fd00::1',
  'fe80::1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
];
const PUBLIC = '203.0.114.1';

describe.each(TRANSPORTS)('what leads inside, with %s', (_name, create) => {
  const nameServer = new NameServer();
  const inside = new Inside();
  let guard: EgressGuard;
  let transport: ReturnType<typeof create>;

  beforeAll(async () => {
    await nameServer.start();
    await inside.start();
    guard = new EgressGuard({ allowInsecure: true, dnsServers: [nameServer.address] });
    transport = create({ guard });
  });
  afterAll(async () => {
    await transport.close();
    await inside.stop();
    await nameServer.stop();
  });

  const send = (host: string) => transport.send(requestTo(`http://${host}:${inside.port}/`));

  it.each(spellings())('SEC-E01 is refused: $form ($host)', async ({ host }) => {
    expect(await send(host)).toMatchObject({ code: 'blocked_address', address: null });
    expect(await guard.vet(`http://${host}:${inside.port}/`)).toMatchObject({ reason: 'address' });
  });

  it.each(MALFORMED)('SEC-E01 is no URL: %s', async (host) => {
    expect(await send(host)).toMatchObject({ code: 'validation', address: null });
  });

  it.each(BEHIND_NAMES)('SEC-E02 is refused: a name that resolves to %s', async (address) => {
    nameServer.set('inside.example', [address]);
    nameServer.set('both.example', [PUBLIC, address]);
    nameServer.set('alias.example', { cname: 'inside.example', addresses: [address] });
    for (const host of ['inside.example', 'both.example', 'alias.example', 'INSIDE.example.']) {
      const result = await send(host);
      expect(result).toMatchObject({ code: 'blocked_address', address: null });
      // What a name of ours leads to is nothing for tenants.
      expect(JSON.stringify(result)).not.toContain(address);
      const verdict = await askInTime(() => guard.vet(`http://${host}/`));
      expect(verdict).toMatchObject({ reason: 'address' });
    }
  });

  it('SEC-E01 of all these, no connection arrived, and none was begun', () => {
    expect(spellings().length).toBeGreaterThanOrEqual(150);
    expect(nameServer.questions.length).toBeGreaterThan(BEHIND_NAMES.length * 8);
    expect({ arrived: inside.arrived, begun: inside.begun }).toEqual({ arrived: 0, begun: 0 });
  });

  it('SEC-E01 the watch sees a connection that is allowed', async () => {
    const open = create({
      guard: new EgressGuard({ allow: ['127.0.0.0/8'], allowInsecure: true }),
    });
    const result = await open.send(requestTo(`http://127.0.0.1:${inside.port}/`));
    expect(result).toMatchObject({ status: 200, address: '127.0.0.1' });
    expect({ arrived: inside.arrived, begun: inside.begun }).toEqual({ arrived: 1, begun: 1 });
    await open.close();
  });
});
