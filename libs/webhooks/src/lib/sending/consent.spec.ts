import { echoes, readConsent } from './consent';

describe('readConsent', () => {
  const read = (allowed?: string, rate?: string, origin = 'hooks.example.com') =>
    readConsent(
      {
        ...(allowed !== undefined && { 'webhook-allowed-origin': allowed }),
        ...(rate !== undefined && { 'webhook-allowed-rate': rate }),
      },
      origin,
    );

  it.each(['*', 'hooks.example.com', 'HOOKS.example.com', ' * '])('agrees to %p', (allowed) => {
    expect(read(allowed)).toEqual({ agreed: true, allowedRate: null });
  });

  it.each([undefined, '', 'example.com', 'hooks.example.com.evil.test', '*.example.com', '*, x'])(
    'SEC-V18 does not take %p for an agreement',
    (allowed) => {
      expect(read(allowed)).toMatchObject({ agreed: false });
    },
  );

  it.each([
    ['*', null],
    ['120', 120],
    [' 1 ', 1],
    ['9999999999', 2_147_483_647],
  ])('reads the rate %p as %p a minute', (rate, allowedRate) => {
    expect(read('*', rate)).toEqual({ agreed: true, allowedRate });
  });

  it.each(['0', '-1', '1.5', '1e3', 'many', '', '99999999999', '120, 60'])(
    'SEC-V18 does not take the rate %p for any',
    (rate) => {
      expect(read('*', rate)).toMatchObject({
        agreed: false,
        problem: expect.stringContaining('WebHook-Allowed-Rate') as string,
      });
    },
  );
});

describe('echoes', () => {
  const token = 'abcDEF-123_x';

  it.each([token, ` ${token}\r\n`, `{"challenge":"${token}"}`, `{"ok":1,"challenge":"${token}"} `])(
    'takes %p for the token',
    (body) => {
      expect(echoes(body, token)).toBe(true);
    },
  );

  it.each([
    '',
    'abcDEF-123_y',
    `"${token}"`,
    `["${token}"]`,
    `{"challenge":"x"}`,
    `{"challenge":["${token}"]}`,
    `{"token":"${token}"}`,
    `{"challenge":"${token}"`,
    `<html>${token}</html>`,
    token.toLowerCase(),
    token.slice(1),
  ])('SEC-V18 does not take %p for the token', (body) => {
    expect(echoes(body, token)).toBe(false);
  });

  it('SEC-V18 does not take an echo of the whole message for an answer', () => {
    const message = { id: 'evt_1', type: 'webhook.challenge', data: { challenge: token } };
    expect(echoes(JSON.stringify(message), token)).toBe(false);
  });
});
