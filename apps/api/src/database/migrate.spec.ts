import { type DataSource, type DataSourceOptions } from 'typeorm';
import { loadConfig } from '../config/load-config';
import { Project } from '../projects/project.entity';
import { SessionMessage } from '../sessions/entities/session-message.entity';
import { Session } from '../sessions/entities/session.entity';
import { createTemporaryDatabase, type TemporaryDatabase } from '../testing/temporary-database';
import { databaseOptions, openDatabase } from './database-options';

describe('the schema', () => {
  let database: TemporaryDatabase;
  const open: DataSource[] = [];

  const connect = async (): Promise<DataSource> => {
    const options = databaseOptions(loadConfig({ DATABASE_URL: database.url }));
    const entities = [Project, Session, SessionMessage];
    const dataSource = await openDatabase({ ...options, entities } as DataSourceOptions);
    open.push(dataSource);
    return dataSource;
  };

  beforeAll(async () => {
    database = await createTemporaryDatabase();
  });

  afterAll(async () => {
    await Promise.all(open.map((dataSource) => dataSource.destroy()));
    await database.drop();
  });

  it('is made once, however many processes start at once', async () => {
    const [first] = await Promise.all([connect(), connect(), connect(), connect()]);

    const [row] = await first.query<[{ count: string }]>('SELECT count(*) FROM api_migrations');
    expect(Number(row.count)).toBe(first.migrations.length);
  });

  it('holds everything that the entities say', async () => {
    const { manager } = await connect();
    const at = new Date('2026-01-01T00:00:00.123Z');
    const id = '0f0e0d0c-0b0a-4908-8706-050403020100';
    const project = { id, tenantId: 'acme', name: 'Apollo', description: null };
    const session = { id, tenantId: 'acme', projectId: id, title: 'Launch', startedAt: at };

    await manager.insert(Project, { ...project, createdAt: at, updatedAt: at });
    await manager.insert(Session, { ...session, status: 'ACTIVE', pausedAt: null, endedAt: null });
    await manager.insert(SessionMessage, {
      id,
      sessionId: id,
      sender: 'anna',
      content: 'go',
      sentAt: at,
    });

    expect(await manager.findOneBy(Project, { id })).toMatchObject({ ...project, createdAt: at });
    expect(await manager.findOneBy(Session, { id })).toMatchObject({ ...session, endedAt: null });
    expect(await manager.findOneBy(SessionMessage, { id })).toMatchObject({ sentAt: at });
  });
});
