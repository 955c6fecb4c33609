import { WebhooksModule, type WebhooksOptions } from '@hookline/webhooks';
import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { CreateProjects1700000000000 } from './migration';
import { Project, ProjectCreated, ProjectsController, ProjectsService } from './projects';

/** An application that is set up at start, migrates itself, and connects in its own way. */
@Module({})
export class AsyncModule {
  /** What the factory of the data source has been called with. */
  static readonly urls: unknown[] = [];

  static with(options: WebhooksOptions = {}): DynamicModule {
    return {
      module: AsyncModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({
            type: 'postgres',
            host: 'nowhere.invalid',
            username: 'nobody',
            database: 'nothing',
            autoLoadEntities: true,
            migrations: [CreateProjects1700000000000],
            migrationsRun: true,
          }),
          dataSourceFactory: (settings) => {
            AsyncModule.urls.push((settings as { url?: unknown } | undefined)?.url);
            return new DataSource(settings as DataSourceOptions).initialize();
          },
        }),
        TypeOrmModule.forFeature([Project]),
        WebhooksModule.forRootAsync({
          useFactory: () => ({ events: [ProjectCreated], singleTenant: true, ...options }),
        }),
      ],
      controllers: [ProjectsController],
      providers: [ProjectsService],
    };
  }
}
