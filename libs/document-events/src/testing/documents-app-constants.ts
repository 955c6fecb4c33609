/** Whose documents the tests are about. */
export const TENANT = 'tenant';
