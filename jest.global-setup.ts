import { randomBytes } from 'node:crypto';
// By path: jest loads this file without the export conditions that find the sources of packages.
import { startTestServers, type TestServers } from './libs/local-postgres/src/index';

declare global {
  // Only `var` makes a property of globalThis.
  var hooklineTestServers: TestServers | undefined;
}

/** One PostgreSQL and, when it is to be had, one Redis for the whole run. */
export default async function setUp(): Promise<void> {
  const servers = await startTestServers();
  globalThis.hooklineTestServers = servers;
  if (servers.notice) process.stderr.write(`\n${servers.notice}\n`);
  // The database that specs copy; the first that needs it makes it.
  process.env['HOOKLINE_TEST_TEMPLATE'] = `spec_template_${randomBytes(6).toString('hex')}`;
}
