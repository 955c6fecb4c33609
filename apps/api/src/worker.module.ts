import { WebhooksWorkerModule, type WebhooksOptions } from '@hookline/webhooks';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import type { MaybeAuthenticated } from './auth/authenticated-user';
import type { ApiConfig } from './config/api-config';
import { apiConfig } from './config/api-config.provider';
import { HealthModule } from './health/health.module';
import { webhooksOptions } from './webhooks-options';

/** The worker alone: delivers what other processes publish, and serves nothing but its health. */
@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true, ignoreEnvFile: true, load: [apiConfig] }),
    WebhooksWorkerModule.forRootAsync({
      inject: [apiConfig.KEY],
      useFactory: (config: ApiConfig): WebhooksOptions<MaybeAuthenticated> => {
        const options = webhooksOptions(config);
        return { ...options, database: { ...options.database, url: config.database.url } };
      },
    }),
    HealthModule,
  ],
})
export class WorkerModule {}
