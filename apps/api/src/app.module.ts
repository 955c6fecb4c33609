import { DocumentEventsModule } from '@hookline/document-events';
import { ProblemFilter, WebhooksModule } from '@hookline/webhooks';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_FILTER, RouterModule } from '@nestjs/core';
import { AgentsModule } from './agents/agents.module';
import { AuthModule } from './auth/auth.module';
import { apiConfig } from './config/api-config.provider';
import { CollaborationModule } from './collaboration/collaboration.module';
import { DatabaseModule } from './database/database.module';
import { documentEventsOptions } from './documents/document-events-options';
import { DocumentsModule } from './documents/documents.module';
import { HealthModule } from './health/health.module';
import { InboundModule } from './inbound/inbound.module';
import { MetricsController } from './metrics/metrics.controller';
import { PaymentsModule } from './payments/payments.module';
import { ProjectsModule } from './projects/projects.module';
import { RecordingsModule } from './recordings/recordings.module';
import { SessionsModule } from './sessions/sessions.module';
import { StorageModule } from './storage/storage.module';
import { SubscriptionsModule } from './subscriptions/subscriptions.module';
import { UsersModule } from './users/users.module';
import { webhooksOptions } from './webhooks-options';

/** What is served below `/api`. */
const DOMAINS = [
  DocumentsModule,
  ProjectsModule,
  SessionsModule,
  RecordingsModule,
  AgentsModule,
  SubscriptionsModule,
  PaymentsModule,
  StorageModule,
  UsersModule,
  InboundModule,
];

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
    DocumentEventsModule.forRootAsync({
      inject: [apiConfig.KEY],
      useFactory: documentEventsOptions,
    }),
    CollaborationModule,
    ...DOMAINS,
    HealthModule,
    RouterModule.register([{ path: 'api', children: DOMAINS }]),
  ],
  controllers: [MetricsController],
  providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
})
export class AppModule {}
