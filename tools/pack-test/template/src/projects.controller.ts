import { Body, Controller, Param, Patch, Post, Req } from '@nestjs/common';
import { type AppRequest } from './caller.guard.js';
import { type Project } from './project.entity.js';
import { ProjectsService } from './projects.service.js';

@Controller('projects')
export class ProjectsController {
  constructor(private readonly projects: ProjectsService) {}

  @Post()
  create(@Req() request: AppRequest, @Body() body: { name: string }): Promise<Project> {
    return this.projects.create(tenantOf(request), body.name);
  }

  @Post(':id/open')
  open(@Req() request: AppRequest, @Param('id') id: string): { id: string } {
    this.projects.open(tenantOf(request), id);
    return { id };
  }

  @Patch(':id')
  rename(
    @Req() request: AppRequest,
    @Param('id') id: string,
    @Body() body: { name: string },
  ): Promise<Project> {
    return this.projects.rename(tenantOf(request), id, body.name);
  }
}

function tenantOf({ user }: AppRequest): string {
  if (user === undefined) throw new Error('The guard lets nobody in without a tenant');
  return user.tenantId;
}
