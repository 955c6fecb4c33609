import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import { loadConfig } from './config/load-config';
import { createApp } from './create-app';
import { explainFailure } from './start/failure';
import { portProblem, preflight } from './start/preflight';
import { stopOnSignals } from './start/shutdown';
import { StartError } from './start/start.error';
import { welcome } from './start/welcome';

/** Longer than the library takes to finish its deliveries. */
const SHUTDOWN_DEADLINE_MS = 30_000;

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  await preflight(config);
  const app = await createApp();
  const supervised = process.env['HOOKLINE_SUPERVISED'] === '1';
  stopOnSignals(process, {
    close: () => app.close(),
    exit: (code) => process.exit(code),
    say: (line) => console.error(line),
    deadlineMs: SHUTDOWN_DEADLINE_MS,
    supervised,
  });
  try {
    // Its end during our start was heard by nobody.
    if (supervised && !process.connected) throw new StartError('The supervisor is gone.');
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close();
    throw portProblem(error, config) ?? error;
  }
  console.log(await welcome(config, portOf(app)));
}

function portOf(app: NestExpressApplication): number {
  return (app.getHttpServer().address() as AddressInfo).port;
}

// A closed terminal must not end us before what is in flight is finished.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

main().catch((error: unknown) => {
  console.error(explainFailure(error));
  process.exit(1);
});
