import { ApiProblems } from '@hookline/webhooks';
import { Controller, Delete, Get, HttpCode, Param, Query, StreamableFile } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { type AuthenticatedUser } from '../auth/authenticated-user';
import { CurrentTenant, CurrentUser, Scopes } from '../auth/decorators';
import { CollaborationRooms } from '../collaboration/collaboration-rooms';
import { HostApi } from '../common/host-api.decorator';
import { PageQuery } from '../common/page';
import { DocumentNamePipe } from './document-name';
import { DocumentsService } from './documents.service';
import { DocumentDto, DocumentPageDto } from './dto/document.dto';

/** The caller's documents. They are made and changed over the WebSocket `/collaboration`. */
@ApiTags('documents')
@HostApi()
@Controller('documents')
export class DocumentsController {
  constructor(
    private readonly documents: DocumentsService,
    private readonly rooms: CollaborationRooms,
  ) {}

  @Get()
  @Scopes('documents:read')
  @ApiOperation({ summary: 'List documents, newest first' })
  @ApiOkResponse({ type: DocumentPageDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED')
  list(@CurrentTenant() tenantId: string, @Query() page: PageQuery): Promise<DocumentPageDto> {
    return this.documents.list(tenantId, page);
  }

  @Get(':documentId')
  @Scopes('documents:read')
  @ApiOperation({ summary: 'Read what is known of a document' })
  @ApiOkResponse({ type: DocumentDto })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_NOT_FOUND')
  async get(
    @CurrentTenant() tenantId: string,
    @Param('documentId', DocumentNamePipe) name: string,
  ): Promise<DocumentDto> {
    return DocumentDto.from(await this.documents.get(tenantId, name));
  }

  @Get(':documentId/content')
  @Scopes('documents:read')
  @ApiOperation({ summary: 'Read the stored content, as one Yjs update' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_NOT_FOUND')
  async content(
    @CurrentTenant() tenantId: string,
    @Param('documentId', DocumentNamePipe) name: string,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.documents.content(tenantId, name));
  }

  @Delete(':documentId')
  @HttpCode(204)
  @Scopes('documents:write')
  @ApiOperation({ summary: 'Delete a document; those who have it open lose it' })
  @ApiNoContentResponse()
  @ApiProblems('HOOKLINE_VALIDATION_FAILED', 'HOOKLINE_NOT_FOUND')
  async delete(
    @CurrentUser() { tenantId, id }: AuthenticatedUser,
    @Param('documentId', DocumentNamePipe) name: string,
  ): Promise<void> {
    await this.documents.delete(tenantId, name, id);
    this.rooms.closeDocument(tenantId, name);
  }
}
