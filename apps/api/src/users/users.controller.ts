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
import { TextIdPipe } from '../common/text-id';
import { UserDto, UserPageDto } from './dto/user.dto';
import { CreateUserDto, UpdateUserDto } from './dto/user-input.dto';
import { UsersService } from './users.service';

/** The users of the caller's tenant. */
@ApiTags('users')
@HostApi()
@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Post()
  @Scopes('users:write')
  @ApiOperation({ summary: 'Create a user' })
  @ApiCreatedResponse({ type: UserDto })
  @ApiProblems(...BODY_PROBLEMS, 'HOOKLINE_CONFLICT')
  async create(@CurrentTenant() tenantId: string, @Body() body: CreateUserDto): Promise<UserDto> {
    const { user } = await this.users.create(tenantId, body);
    return UserDto.from(user);
  }

  @Get()
  @Scopes('users:read')
  @ApiOperation({ summary: 'List users, newest first' })
  @ApiOkResponse({ type: UserPageDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED')
  list(@CurrentTenant() tenantId: string, @Query() page: PageQuery): Promise<UserPageDto> {
    return this.users.list(tenantId, page);
  }

  @Get(':id')
  @Scopes('users:read')
  @ApiOperation({ summary: 'Read a user' })
  @ApiOkResponse({ type: UserDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_NOT_FOUND')
  async get(
    @CurrentTenant() tenantId: string,
    @Param('id', TextIdPipe) id: string,
  ): Promise<UserDto> {
    return UserDto.from(await this.users.get(tenantId, id));
  }

  @Patch(':id')
  @Scopes('users:write')
  @ApiOperation({ summary: 'Change a user' })
  @ApiOkResponse({ type: UserDto })
  @ApiProblems(...BODY_PROBLEMS, 'HOOKLINE_NOT_FOUND', 'HOOKLINE_CONFLICT')
  async update(
    @CurrentTenant() tenantId: string,
    @Param('id', TextIdPipe) id: string,
    @Body() body: UpdateUserDto,
  ): Promise<UserDto> {
    const { user } = await this.users.update(tenantId, id, body);
    return UserDto.from(user);
  }

  @Delete(':id')
  @HttpCode(204)
  @Scopes('users:write')
  @ApiOperation({ summary: 'Delete a user' })
  @ApiNoContentResponse()
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_NOT_FOUND', 'HOOKLINE_CONFLICT')
  async delete(
    @CurrentTenant() tenantId: string,
    @Param('id', TextIdPipe) id: string,
  ): Promise<void> {
    await this.users.delete(tenantId, id);
  }
}
