import { DocumentWebhookManager } from '@hookline/document-events';
import { EmitsWebhook, WebhookPublisher } from '@hookline/webhooks';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import { DataSource } from 'typeorm';
import { ProjectCreated } from './project-created.event.js';
import { ProjectRenamed } from './project-renamed.event.js';
import { Project } from './project.entity.js';

@Injectable()
export class ProjectsService implements OnApplicationBootstrap {
  private readonly documents = new EventEmitter();

  constructor(
    private readonly dataSource: DataSource,
    private readonly webhooks: WebhookPublisher,
    private readonly documentWebhooks: DocumentWebhookManager,
  ) {}

  onApplicationBootstrap(): void {
    this.documentWebhooks.attachToServer(this.documents);
  }

  /** Each project has a document. */
  open(tenantId: string, id: string): void {
    this.documents.emit('document-load', { documentId: id, context: { tenantId } });
  }

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
