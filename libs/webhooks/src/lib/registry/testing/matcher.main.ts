import { PipelineCounts } from '../../common/pipeline-counts';
import { SystemClock } from '../../clock/system-clock';
import { resolveConfig } from '../../resolve-config';
import { Database } from '../../storage/database';
import { ChangeEffects } from '../change-effects';
import { EndpointCache } from '../endpoint-cache';
import { KeyRing } from '../key-ring';

/** Answers, over the channel to its parent, which endpoints match; from a cache of its own. */
async function main(connectionString: string): Promise<void> {
  const database = new Database({ connectionString });
  const config = resolveConfig({ singleTenant: true }, { http: true, env: {} });
  const keyRing = new KeyRing(config.encryptionKeys);
  const cache = new EndpointCache(
    database,
    config,
    new SystemClock(),
    keyRing,
    new ChangeEffects(new PipelineCounts([]), {
      write: () => Promise.resolve(),
      tell: () => undefined,
    }),
  );
  await cache.start();
  process.on('message', ({ tenantId, eventType }: { tenantId: string; eventType: string }) => {
    void cache.match(tenantId, eventType).then((matched) => {
      process.send?.(matched.map(({ id }) => id));
    });
  });
  process.on('disconnect', () => {
    cache.stop();
    void database.close();
  });
}

void main(process.argv[2] ?? '');
