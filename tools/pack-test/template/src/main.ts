import 'reflect-metadata';
import { createApp } from './platform.js';

async function main(): Promise<void> {
  const app = await createApp();
  app.enableShutdownHooks();
  await app.listen(0, '127.0.0.1');
  process.send?.({ url: await app.getUrl() });
}

// The test that started us is gone.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
