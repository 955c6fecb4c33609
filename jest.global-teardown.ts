import './jest.global-setup';

/** Runs in the process of the set-up. */
export default async function tearDown(): Promise<void> {
  await globalThis.hooklineTestServers?.stop();
}
