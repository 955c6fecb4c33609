import { managementScope, missingScopes } from './scopes';

describe('scopes', () => {
  it.each([
    ['GET', 'webhooks:read'],
    ['HEAD', 'webhooks:read'],
    ['POST', 'webhooks:write'],
    ['PUT', 'webhooks:write'],
    ['PATCH', 'webhooks:write'],
    ['DELETE', 'webhooks:write'],
  ])('asks %s of a route without a declaration for %s', (method, scope) => {
    expect(managementScope(method)).toBe(scope);
  });

  it('tells which of the needed scopes were not granted', () => {
    expect(missingScopes(['projects:read'], ['projects:read', 'other'])).toEqual([]);
    expect(missingScopes(['projects:write', 'projects:read'], ['projects:read'])).toEqual([
      'projects:write',
    ]);
    expect(missingScopes(['projects:read'], ['projects', 'projects:*'])).toEqual(['projects:read']);
  });
});
