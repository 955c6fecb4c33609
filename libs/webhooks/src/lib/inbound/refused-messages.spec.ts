import { ADAPTERS } from '../http/testing/http-harness';
import { InboundApp, MAX_BODY_BYTES, STRIPE } from './testing/inbound-app';

const PLANTED = 'planted-in-the-body';

describe.each(ADAPTERS)('What @InboundWebhook refuses on %s', (_name, adapter) => {
  let app: InboundApp;

  beforeAll(async () => {
    app = await InboundApp.start(adapter);
  });
  afterAll(() => app.stop());
  beforeEach(() => {
    app.log.length = 0;
    app.stage.inHandler = () => Promise.resolve();
  });

  it('SEC-I01 answers 401 to a wrong signature, and does nothing', async () => {
    const sent = await STRIPE.send('evt_forged');
    const tampered = { ...sent, body: sent.body.replace('1.5', '1500') };
    expect(await app.post('stripe', tampered)).toMatchObject({
      status: 401,
      body: { code: 'HOOKLINE_INBOUND_SIGNATURE' },
    });
    expect(await app.post('stripe', { ...sent, headers: {} })).toMatchObject({ status: 401 });
    expect(await app.traces('evt_forged')).toEqual([0, 0, 0]);
  });

  it('SEC-I02 answers 400 to a message that is too old', async () => {
    const sent = await STRIPE.send('evt_old', { ageSeconds: 400 });
    expect(await app.post('stripe', sent)).toMatchObject({
      status: 400,
      body: { code: 'HOOKLINE_INBOUND_STALE' },
    });
    expect(await app.traces('evt_old')).toEqual([0, 0, 0]);
  });

  it('SEC-I08 answers 413 to a body over the limit, right signature or not', async () => {
    const data = 'x'.repeat(MAX_BODY_BYTES);
    const sent = await STRIPE.send('evt_large', {
      body: JSON.stringify({ id: 'evt_large', data }),
    });
    expect(await app.post('stripe', sent)).toMatchObject({
      status: 413,
      body: { code: 'HOOKLINE_PAYLOAD_TOO_LARGE' },
    });
    const beyondParser = { headers: {}, body: JSON.stringify({ data: 'x'.repeat(2_000_000) }) };
    expect((await app.post('stripe', beyondParser)).status).toBe(413);
    expect(await app.traces('evt_large')).toEqual([0, 0, 0]);
  });

  it('answers 400 to what is no JSON, whatever signs it', async () => {
    const sent = await STRIPE.send('evt_text');
    for (const type of ['text/plain', 'application/jsonx', '']) {
      const headers = { ...sent.headers, 'content-type': type };
      const { status } = await app.post('stripe', { ...sent, headers });
      expect([type, [400, 401, 415].includes(status)]).toEqual([type, true]);
    }
    const empty = await app.post('stripe', { headers: sent.headers, body: '' });
    expect([400, 401]).toContain(empty.status);
    expect(await app.traces('evt_text')).toEqual([0, 0, 0]);
  });

  it('SEC-I09 validates the payload, and hands over only what has rules', async () => {
    const headers = { 'x-word': 'please' };
    const good = { id: 'o_1', amount: 5, kind: 'a', more: PLANTED };
    expect((await app.post('order', { headers, body: JSON.stringify(good) })).status).toBe(200);
    expect(app.stage.orders.splice(0)).toEqual([{ id: 'o_1', amount: 5, kind: 'a' }]);
    for (const [index, wrong] of [{ amount: PLANTED }, { kind: 'c' }, { amount: null }].entries()) {
      const body = JSON.stringify({ ...good, id: `o_wrong_${index}`, ...wrong });
      const answer = await app.post('order', { headers, body });
      expect(answer).toMatchObject({ status: 400, body: { code: 'HOOKLINE_INBOUND_MALFORMED' } });
      expect(JSON.stringify(answer)).toContain(Object.keys(wrong)[0]);
      expect(JSON.stringify(answer)).not.toContain(PLANTED);
    }
    expect((await app.post('order', { headers, body: '[1]' })).status).toBe(400);
    expect(app.stage.orders).toEqual([]);
    expect(
      await app.rows(`SELECT 1 FROM hookline.inbound_message WHERE message_id LIKE 'o_wrong%'`),
    ).toEqual([]);
  });

  it('SEC-I11 writes neither the body nor a header into the log or an answer', async () => {
    const body = JSON.stringify({ id: 'evt_planted', type: 'a', text: PLANTED });
    const good = await STRIPE.send('evt_planted', { body });
    const answers = [
      await app.post('stripe', good),
      await app.post('stripe', { ...good, body: body.replace('a', 'b') }),
      await app.post('stripe', await STRIPE.send('evt_planted', { body, ageSeconds: 900 })),
      await app.post('stripe', await STRIPE.send('x', { body: `${PLANTED}{` })),
    ];
    app.stage.inHandler = () => Promise.reject(new Error('failed'));
    answers.push(
      await app.post('stripe', await STRIPE.send('evt_p2', { body: body.replace('ted', 'ted2') })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 400, 400, 500]);
    const shown = app.log.join('\n') + JSON.stringify(answers);
    expect(shown).toContain('Inbound stripe');
    expect(shown).not.toContain(PLANTED);
    expect(shown).not.toContain(STRIPE.secret);
    expect(shown).not.toContain((good.headers['stripe-signature'] ?? '').split('v1=')[1]);
  });

  it('SEC-I05 answers 503 while no secret is set, and says so at start-up', async () => {
    expect(await app.post('unconfigured', { headers: {}, body: '{}' })).toMatchObject({
      status: 503,
      body: { code: 'HOOKLINE_INBOUND_UNCONFIGURED' },
    });
    await app.another({ rawBody: true });
    expect(app.log.join('\n')).toContain('Inbound unconfigured: no secret is set');
  });

  it('SEC-I12 says that the raw body is missing, and serializes nothing again', async () => {
    await app.another({ rawBody: false });
    expect(await app.post('stripe', await STRIPE.send('evt_parsed'))).toMatchObject({
      status: 500,
      body: { code: 'HOOKLINE_RAW_BODY_MISSING' },
    });
    expect(app.log.join('\n')).toContain('rawBody: true');
    expect(await app.traces('evt_parsed')).toEqual([0, 0, 0]);
  });
});
