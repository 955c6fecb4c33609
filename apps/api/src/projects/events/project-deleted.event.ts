import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';
import type { Project } from '../project.entity';

/** Payload of `project.deleted`: the project as it was last. */
@WebhookEvent('project.deleted', {
  description: 'A project was deleted',
  example: {
    id: 'b3c1f0de-6a52-4c7e-9f0e-2d1a8c4b7e90',
    name: 'Apollo',
    description: 'To the moon',
    deletedAt: '2026-11-21T22:59:00.000Z',
  },
})
export class ProjectDeleted {
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
  deletedAt!: string;

  static from(this: void, project: Project, deletedAt: Date): ProjectDeleted {
    return Object.assign(new ProjectDeleted(), {
      id: project.id,
      name: project.name,
      description: project.description,
      deletedAt: deletedAt.toISOString(),
    } satisfies ProjectDeleted);
  }
}
