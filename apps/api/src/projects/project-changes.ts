import type { UpdateProjectDto } from './dto/update-project.dto';
import type { ProjectChanges } from './events/project-updated.event';
import type { Project } from './project.entity';

/** What an update really changes: only fields that get another value than they have. */
export function changesOf(
  project: Pick<Project, 'name' | 'description'>,
  { name, description }: UpdateProjectDto,
): ProjectChanges {
  return {
    ...(name !== undefined && name !== project.name && { name }),
    ...(description !== undefined && description !== project.description && { description }),
  };
}
