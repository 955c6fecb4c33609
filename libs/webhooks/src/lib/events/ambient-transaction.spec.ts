import { Test } from '@nestjs/testing';
import {
  ClsPluginTransactional,
  NoOpTransactionalAdapter,
  TransactionHost,
} from '@nestjs-cls/transactional';
import { ClsModule } from 'nestjs-cls';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { AmbientTransaction } from './ambient-transaction';
import type { WebhooksConfig } from '../webhooks.config';

const manager = { query: () => Promise.resolve([]) };

async function transactionalApp(tx: object) {
  const adapter = new NoOpTransactionalAdapter({ tx, disableWarning: true });
  const plugin = new ClsPluginTransactional({ adapter });
  const app = await Test.createTestingModule({
    imports: [ClsModule.forRoot({ plugins: [plugin] })],
  }).compile();
  await app.init();
  return { app, host: app.get(TransactionHost) };
}

describe('AmbientTransaction', () => {
  // First: the package remembers its last host for the whole process.
  it('has none while @nestjs-cls/transactional is not set up', () => {
    expect(new AmbientTransaction({ ambientManager: undefined }).manager()).toBeUndefined();
  });

  it('has the manager of an open transaction of @nestjs-cls/transactional, and only while it is open', async () => {
    const { app, host } = await transactionalApp(manager);
    const ambient = new AmbientTransaction({ ambientManager: undefined });
    expect(ambient.manager()).toBeUndefined();
    await host.withTransaction(async () => {
      expect(ambient.manager()).toBe(manager);
      await Promise.resolve();
      expect(ambient.manager()).toBe(manager);
    });
    expect(ambient.manager()).toBeUndefined();
    await app.close();
  });

  it('has none for work that runs outside', async () => {
    const { app, host } = await transactionalApp(manager);
    const ambient = new AmbientTransaction({ ambientManager: undefined });
    await host.withTransaction(async () => {
      const inside = ambient.runOutside(async () => {
        await Promise.resolve();
        return ambient.manager();
      });
      expect(await inside).toBeUndefined();
      expect(ambient.manager()).toBe(manager);
    });
    await app.close();
  });

  it('refuses a transaction that takes no SQL, instead of publishing outside of it', async () => {
    const { app, host } = await transactionalApp({ $queryRaw: true });
    const ambient = new AmbientTransaction({ ambientManager: undefined });
    await host.withTransaction(() => {
      expect(() => ambient.manager()).toThrow(ConfigInvalidError);
      expect(() => ambient.manager()).toThrow(/ambientManager/);
      return Promise.resolve();
    });
    await app.close();
  });

  it('believes the option `ambientManager` before anything else', async () => {
    const { app, host } = await transactionalApp(manager);
    const other = { query: () => Promise.resolve([]) };
    const answers = [other, undefined];
    const ambientManager = (() => answers.shift()) as WebhooksConfig['ambientManager'];
    const ambient = new AmbientTransaction({ ambientManager });
    await host.withTransaction(() => {
      expect(ambient.manager()).toBe(other);
      expect(ambient.manager()).toBeUndefined();
      return Promise.resolve();
    });
    await app.close();
  });
});
