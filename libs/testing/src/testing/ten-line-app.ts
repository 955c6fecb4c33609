import { WebhooksModule } from '@hookline/webhooks';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Project, ProjectCreated, ProjectsController, ProjectsService } from './projects';

/** The ten lines of the guide: the connection is read when the file is imported. */
@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: process.env['DATABASE_URL'] ?? 'postgres://nobody@127.0.0.1:1/nowhere',
      autoLoadEntities: true,
      synchronize: true,
    }),
    TypeOrmModule.forFeature([Project]),
    WebhooksModule.forRoot({
      events: [ProjectCreated],
      tenant: (request) => request.user['tenantId'],
    }),
  ],
  controllers: [ProjectsController],
  providers: [ProjectsService],
})
export class TenLineModule {}
