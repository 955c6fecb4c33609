import { WebhookEvent } from '@hookline/webhooks';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsISO8601, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import type { Project } from '../project.entity';

/** The fields that changed, with their new values. */
export class ProjectChanges {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  name?: string;

  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  description?: string | null;
}

/** Payload of `project.updated`: the project as it is now, and what changed. */
@WebhookEvent('project.updated', {
  description: 'A project was changed',
  example: {
    id: 'b3c1f0de-6a52-4c7e-9f0e-2d1a8c4b7e90',
    name: 'Apollo',
    description: 'To the moon',
    updatedAt: '2026-11-21T22:59:00.000Z',
    changes: { name: 'Apollo' },
  },
})
export class ProjectUpdated {
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
  updatedAt!: string;

  @ApiProperty({ type: ProjectChanges })
  @IsObject()
  @ValidateNested()
  @Type(() => ProjectChanges)
  changes!: ProjectChanges;

  static from(this: void, project: Project, changes: ProjectChanges): ProjectUpdated {
    return Object.assign(new ProjectUpdated(), {
      id: project.id,
      name: project.name,
      description: project.description,
      updatedAt: project.updatedAt.toISOString(),
      changes: Object.assign(new ProjectChanges(), changes),
    } satisfies ProjectUpdated);
  }
}
