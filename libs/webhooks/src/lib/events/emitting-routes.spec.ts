import {
  type CallHandler,
  Controller,
  type ExecutionContext,
  Get,
  Injectable,
  type NestInterceptor,
  Param,
  UseInterceptors,
} from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { IsString } from 'class-validator';
import type { Server } from 'node:http';
import { map, type Observable } from 'rxjs';
import request from 'supertest';
import { EmitsWebhook } from './emits-webhook.decorator';
import { EventsTestingModule } from './testing/events-testing-module';
import { RecordingPublisher } from './testing/recording-publisher';
import { WebhookEvent } from './webhook-event.decorator';

@WebhookEvent('project.read')
class ProjectRead {
  @IsString() id!: string;
}

@Injectable()
class Wrapping implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((answer: ProjectRead) => ({ wrapped: answer.id })));
  }
}

@Controller('projects')
class ProjectsController {
  @UseInterceptors(Wrapping)
  @EmitsWebhook(ProjectRead, { tenant: () => 'acme' })
  @Get(':id')
  read(@Param('id') id: string): Promise<ProjectRead> {
    return Promise.resolve({ id });
  }
}

describe('@EmitsWebhook on a route', () => {
  it('leaves interceptors and parameters as they are', async () => {
    const publisher = new RecordingPublisher();
    const module = await Test.createTestingModule({
      imports: [EventsTestingModule.with(publisher, { events: [ProjectRead] })],
      controllers: [ProjectsController],
    }).compile();
    const app = await module.createNestApplication().init();
    await request(app.getHttpServer() as Server)
      .get('/projects/p9')
      .expect(200, { wrapped: 'p9' });
    expect(publisher.published).toMatchObject([{ event: { id: 'p9' } }]);
    await app.close();
  });
});
