import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WebhooksWorkerModule } from '../lib/webhooks-worker.module';
import type { WebhooksOptions } from '../lib/webhooks.options';

const options = JSON.parse(process.env['WORKER_OPTIONS'] ?? '{}') as WebhooksOptions;

@Module({ imports: [WebhooksWorkerModule.forRoot(options)] })
class WorkerModule {}

/** A worker in a process of its own, for tests that stop or kill it. Tells its parent when it works. */
async function main(): Promise<void> {
  const app = await NestFactory.createApplicationContext(WorkerModule, {
    logger: ['error', 'warn'],
  });
  app.enableShutdownHooks();
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.send?.('ready');
}

void main();
