import { Module } from '@nestjs/common';
import { CollaborationModule } from '../collaboration/collaboration.module';
import { DocumentsController } from './documents.controller';

/** The API of documents. Their storage comes with the collaboration, which needs it too. */
@Module({
  imports: [CollaborationModule],
  controllers: [DocumentsController],
})
export class DocumentsModule {}
