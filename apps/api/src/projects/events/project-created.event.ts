import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import type { Project } from '../project.entity';

/** Payload of `project.created`. */
@WebhookEvent('project.created', {
  description: 'A project was created',
  example: {
    id: 'b3c1f0de-6a52-4c7e-9f0e-2d1a8c4b7e90',
    name: 'Apollo',
    description: 'To the moon',
    createdAt: '2026-11-21T22:59:00.000Z',
  },
})
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
