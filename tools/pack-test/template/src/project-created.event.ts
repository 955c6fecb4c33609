import { WebhookEvent } from '@hookline/webhooks';
import { IsString, IsUUID } from 'class-validator';

@WebhookEvent('project.created', { description: 'A project was created' })
export class ProjectCreated {
  @IsUUID() id!: string;
  @IsString() name!: string;
}
