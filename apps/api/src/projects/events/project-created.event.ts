import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import type { Project } from '../project.entity';

/** Payload of `project.created`. */
@WebhookEvent('project.created', { description: 'A project was created' })
export class ProjectCreated {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id!: string;

  @ApiProperty()
  @IsString()
  name!: string;

  @ApiProperty({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  description!: string | null;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601()
  createdAt!: string;

  static from(this: void, project: Project): ProjectCreated {
    return Object.assign(new ProjectCreated(), {
      id: project.id,
      name: project.name,
      description: project.description,
      createdAt: project.createdAt.toISOString(),
    } satisfies ProjectCreated);
  }
}
