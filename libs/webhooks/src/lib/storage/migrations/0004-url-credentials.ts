import type { Migration } from './migration';

/** The user name and password of an endpoint's URL, sealed; `null` without any. */
export const urlCredentials: Migration = {
  version: 4,
  name: 'url-credentials',
  sql: 'ALTER TABLE hookline.endpoint ADD COLUMN sealed_credentials text;',
};
