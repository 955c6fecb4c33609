import { WebhookEvent } from '@hookline/webhooks';
import { IsString, IsUUID } from 'class-validator';

@WebhookEvent('project.renamed', { description: 'A project has a new name' })
export class ProjectRenamed {
  @IsUUID() id: string;
  @IsString() name: string;

  constructor({ id, name }: { id: string; name: string }) {
    this.id = id;
    this.name = name;
  }
}
