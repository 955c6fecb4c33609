import { ProblemFilter, WebhooksModule } from '@hookline/webhooks';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_FILTER, RouterModule } from '@nestjs/core';
import { AuthModule } from './auth/auth.module';
import { apiConfig } from './config/api-config.provider';
import { DatabaseModule } from './database/database.module';
import { HealthModule } from './health/health.module';
import { MetricsController } from './metrics/metrics.controller';
import { ProjectsModule } from './projects/projects.module';
import { SessionsModule } from './sessions/sessions.module';
import { webhooksOptions } from './webhooks-options';

/**
 * The host application, whole: guards, filters and the prefix `/api` come with it, so that a test may
 * start it as any other module. It reads its configuration from the environment when it starts.
 */
@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true, ignoreEnvFile: true, load: [apiConfig] }),
    DatabaseModule,
    AuthModule,
    WebhooksModule.forRootAsync({
      // The metrics are served without a token: see MetricsController.
      http: { path: 'api/webhooks', metrics: false },
      inject: [apiConfig.KEY],
      useFactory: webhooksOptions,
    }),
    ProjectsModule,
    SessionsModule,
    HealthModule,
    RouterModule.register([{ path: 'api', children: [ProjectsModule, SessionsModule] }]),
  ],
  controllers: [MetricsController],
  providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
})
export class AppModule {}
