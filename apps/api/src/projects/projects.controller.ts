import { ApiProblems, BODY_PROBLEMS } from '@hookline/webhooks';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentTenant, Scopes } from '../auth/decorators';
import { HostApi } from '../common/host-api.decorator';
import { PageQuery } from '../common/page';
import { UuidPipe } from '../common/uuid.pipe';
import { CreateProjectDto } from './dto/create-project.dto';
import { ProjectDto, ProjectPageDto } from './dto/project.dto';
import { UpdateProjectDto } from './dto/update-project.dto';
import { ProjectsService } from './projects.service';

/** The caller's projects. */
@ApiTags('projects')
@HostApi()
@Controller('projects')
export class ProjectsController {
  constructor(private readonly projects: ProjectsService) {}

  @Post()
  @Scopes('projects:write')
  @ApiOperation({ summary: 'Create a project' })
  @ApiCreatedResponse({ type: ProjectDto })
  @ApiProblems(...BODY_PROBLEMS)
  async create(
    @CurrentTenant() tenantId: string,
    @Body() body: CreateProjectDto,
  ): Promise<ProjectDto> {
    return ProjectDto.from(await this.projects.create(tenantId, body));
  }

  @Get()
  @Scopes('projects:read')
  @ApiOperation({ summary: 'List projects, newest first' })
  @ApiOkResponse({ type: ProjectPageDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED')
  list(@CurrentTenant() tenantId: string, @Query() page: PageQuery): Promise<ProjectPageDto> {
    return this.projects.list(tenantId, page);
  }

  @Get(':id')
  @Scopes('projects:read')
  @ApiOperation({ summary: 'Read a project' })
  @ApiOkResponse({ type: ProjectDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_NOT_FOUND')
  async get(
    @CurrentTenant() tenantId: string,
    @Param('id', UuidPipe) id: string,
  ): Promise<ProjectDto> {
    return ProjectDto.from(await this.projects.get(tenantId, id));
  }

  @Patch(':id')
  @Scopes('projects:write')
  @ApiOperation({ summary: 'Change a project' })
  @ApiOkResponse({ type: ProjectDto })
  @ApiProblems(...BODY_PROBLEMS, 'HOOKLINE_NOT_FOUND')
  async update(
    @CurrentTenant() tenantId: string,
    @Param('id', UuidPipe) id: string,
    @Body() body: UpdateProjectDto,
  ): Promise<ProjectDto> {
    const { project } = await this.projects.update(tenantId, id, body);
    return ProjectDto.from(project);
  }

  @Delete(':id')
  @HttpCode(204)
  @Scopes('projects:write')
  @ApiOperation({ summary: 'Delete a project with its ended sessions' })
  @ApiNoContentResponse()
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_NOT_FOUND', 'HOOKLINE_CONFLICT')
  async delete(
    @CurrentTenant() tenantId: string,
    @Param('id', UuidPipe) id: string,
  ): Promise<void> {
    await this.projects.delete(tenantId, id);
  }
}
