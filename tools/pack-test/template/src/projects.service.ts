import { EmitsWebhook, WebhookPublisher } from '@hookline/webhooks';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProjectCreated } from './project-created.event.js';
import { ProjectRenamed } from './project-renamed.event.js';
import { Project } from './project.entity.js';

@Injectable()
export class ProjectsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly webhooks: WebhookPublisher,
  ) {}

  @EmitsWebhook(ProjectCreated)
  create(tenantId: string, name: string): Promise<Project> {
    return this.dataSource.getRepository(Project).save({ tenantId, name });
  }

  rename(tenantId: string, id: string, name: string): Promise<Project> {
    return this.dataSource.transaction(async (manager) => {
      const project = await manager.findOneByOrFail(Project, { id, tenantId });
      project.name = name;
      await manager.save(project);
      await this.webhooks.publish(new ProjectRenamed(project), { tenantId, manager });
      return project;
    });
  }
}
