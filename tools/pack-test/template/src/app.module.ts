import { DOCUMENT_EVENTS, DocumentEventsModule } from '@hookline/document-events';
import { WebhooksModule } from '@hookline/webhooks';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CallerGuard } from './caller.guard.js';
import { ProjectCreated } from './project-created.event.js';
import { ProjectRenamed } from './project-renamed.event.js';
import { Project } from './project.entity.js';
import { ProjectsController } from './projects.controller.js';
import { ProjectsService } from './projects.service.js';

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env['DATABASE_URL'] ?? '',
      autoLoadEntities: true,
      synchronize: true,
    }),
    TypeOrmModule.forFeature([Project]),
    WebhooksModule.forRoot({
      events: [ProjectCreated, ProjectRenamed, ...DOCUMENT_EVENTS],
      tenant: (request) => request.user.tenantId,
      // The receiver of this test is on the same machine.
      egress: { allow: ['127.0.0.0/8'], allowInsecure: true },
    }),
    DocumentEventsModule.forRoot(),
  ],
  controllers: [ProjectsController],
  providers: [ProjectsService, { provide: APP_GUARD, useClass: CallerGuard }],
})
export class AppModule {}
