import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from '../auth/auth.module';
import { Document } from '../documents/document.entity';
import { DocumentsService } from '../documents/documents.service';
import { CollaborationRooms } from './collaboration-rooms';
import { CollaborationServer } from './collaboration-server';

/** Documents that several people work on at once, over WebSockets. */
@Module({
  imports: [TypeOrmModule.forFeature([Document]), AuthModule],
  providers: [DocumentsService, CollaborationRooms, CollaborationServer],
  exports: [DocumentsService, CollaborationRooms],
})
export class CollaborationModule {}
