import { WebhookEvent, WebhookPublisher } from '@hookline/webhooks';
import { Body, Controller, HttpCode, Injectable, Post, Req } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { IsString, IsUUID } from 'class-validator';
import { randomUUID } from 'node:crypto';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';

/** The small domain that the kit is tested with: what a user of the library would have. */
@Entity('kit_project')
export class Project {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
}

@WebhookEvent('project.created', { description: 'A project was created' })
export class ProjectCreated {
  @IsUUID() id!: string;
  @IsString() name!: string;
}

@Injectable()
export class ProjectsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly webhooks: WebhookPublisher,
  ) {}

  create(tenantId: string, name: string): Promise<Project> {
    return this.dataSource.transaction(async (manager) => {
      const project = await manager.save(manager.create(Project, { id: randomUUID(), name }));
      const event = Object.assign(new ProjectCreated(), project);
      await this.webhooks.publish(event, { tenantId, manager });
      return project;
    });
  }
}

@Controller('api/projects')
export class ProjectsController {
  constructor(private readonly projects: ProjectsService) {}

  @Post()
  @HttpCode(201)
  create(
    @Req() request: { user: { tenantId: string } },
    @Body() body: { name: string },
  ): Promise<Project> {
    return this.projects.create(request.user.tenantId, body.name);
  }
}
