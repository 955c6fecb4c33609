import type { Page } from '@hookline/contracts';
import { EmitsWebhook, ResourceNotFoundError } from '@hookline/webhooks';
import { Transactional, TransactionHost } from '@nestjs-cls/transactional';
import { type TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { In } from 'typeorm';
import { ConflictError } from '../common/errors/conflict.error';
import { newestFirst } from '../common/list-newest';
import { toPage, type PageQuery } from '../common/page';
import { Session } from '../sessions/entities/session.entity';
import { OPEN_STATUSES } from '../sessions/session-state';
import { type CreateProjectDto } from './dto/create-project.dto';
import { ProjectDto } from './dto/project.dto';
import { type UpdateProjectDto } from './dto/update-project.dto';
import { ProjectCreated } from './events/project-created.event';
import { ProjectDeleted } from './events/project-deleted.event';
import { ProjectUpdated, type ProjectChanges } from './events/project-updated.event';
import { changesOf } from './project-changes';
import { Project } from './project.entity';

/** A project after an update, and what the update changed. */
export interface UpdatedProject {
  project: Project;
  changes: ProjectChanges;
}

/** A project that is no more. */
export interface DeletedProject {
  project: Project;
  deletedAt: Date;
}

/** The projects of tenants. Every change announces itself in its own transaction. */
@Injectable()
export class ProjectsService {
  constructor(private readonly transactions: TransactionHost<TransactionalAdapterTypeOrm>) {}

  @Transactional()
  @EmitsWebhook(ProjectCreated, {
    map: ProjectCreated.from,
    tenant: (project: Project) => project.tenantId,
  })
  async create(tenantId: string, input: CreateProjectDto): Promise<Project> {
    const now = new Date();
    const project = this.transactions.tx.create(Project, {
      id: randomUUID(),
      tenantId,
      name: input.name,
      description: input.description ?? null,
      createdAt: now,
      updatedAt: now,
    });
    await this.transactions.tx.insert(Project, project);
    return project;
  }

  list(tenantId: string, page: PageQuery): Promise<Page<ProjectDto>> {
    const query = this.transactions.tx
      .createQueryBuilder(Project, 'project')
      .where('project.tenantId = :tenantId', { tenantId });
    return newestFirst(query, 'project', 'createdAt', page)
      .getMany()
      .then((rows) => toPage(rows, page.limit, positionOf, ProjectDto.from));
  }

  /** @throws ResourceNotFoundError when the tenant has no such project */
  async get(tenantId: string, id: string): Promise<Project> {
    return found(id, await this.transactions.tx.findOneBy(Project, { id, tenantId }));
  }

  /** An update that changes nothing announces nothing. */
  @Transactional()
  @EmitsWebhook(ProjectUpdated, {
    map: ({ project, changes }: UpdatedProject) => ProjectUpdated.from(project, changes),
    when: ({ changes }: UpdatedProject) => Object.keys(changes).length > 0,
    tenant: ({ project }: UpdatedProject) => project.tenantId,
  })
  async update(tenantId: string, id: string, input: UpdateProjectDto): Promise<UpdatedProject> {
    const project = await this.lock(tenantId, id, 'pessimistic_write');
    const changes = changesOf(project, input);
    if (Object.keys(changes).length > 0) {
      Object.assign(project, changes, { updatedAt: new Date() });
      await this.transactions.tx.update(
        Project,
        { id },
        { ...changes, updatedAt: project.updatedAt },
      );
    }
    return { project, changes };
  }

  /** Deletes a project with its ended sessions. @throws ConflictError while a session of it is open */
  @Transactional()
  @EmitsWebhook(ProjectDeleted, {
    map: ({ project, deletedAt }: DeletedProject) => ProjectDeleted.from(project, deletedAt),
    tenant: ({ project }: DeletedProject) => project.tenantId,
  })
  async delete(tenantId: string, id: string): Promise<DeletedProject> {
    const project = await this.lock(tenantId, id, 'pessimistic_write');
    const open = await this.transactions.tx.countBy(Session, {
      projectId: id,
      status: In([...OPEN_STATUSES]),
    });
    if (open > 0) {
      throw new ConflictError(
        `Project ${id} has sessions that have not ended (${open}). End them first.`,
      );
    }
    await this.transactions.tx.delete(Project, { id });
    return { project, deletedAt: new Date() };
  }

  /**
   * A project that nobody deletes before the transaction around this call has ended.
   * @throws ResourceNotFoundError when the tenant has no such project
   */
  hold(tenantId: string, id: string): Promise<Project> {
    return this.lock(tenantId, id, 'pessimistic_read');
  }

  private async lock(
    tenantId: string,
    id: string,
    mode: 'pessimistic_write' | 'pessimistic_read',
  ): Promise<Project> {
    const where = { id, tenantId };
    return found(id, await this.transactions.tx.findOne(Project, { where, lock: { mode } }));
  }
}

const positionOf = ({ createdAt, id }: Project): { at: Date; id: string } => ({
  at: createdAt,
  id,
});

function found(id: string, project: Project | null): Project {
  if (project) return project;
  throw new ResourceNotFoundError(`There is no project ${id}. GET /api/projects lists yours.`);
}
