import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ProjectsModule } from '../projects/projects.module';
import { SessionMessage } from './entities/session-message.entity';
import { Session } from './entities/session.entity';
import { ProjectSessionsController } from './project-sessions.controller';
import { SessionsController } from './sessions.controller';
import { SessionsService } from './sessions.service';

@Module({
  imports: [TypeOrmModule.forFeature([Session, SessionMessage]), ProjectsModule],
  controllers: [SessionsController, ProjectSessionsController],
  providers: [SessionsService],
  exports: [SessionsService],
})
export class SessionsModule {}
