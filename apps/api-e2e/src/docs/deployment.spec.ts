import { HEALTH_PARTS } from '../../../../libs/webhooks/src/lib/common/health-part';
import { resolveConfig } from '../../../../libs/webhooks/src/lib/resolve-config';
import { countConnections } from '../../../../libs/webhooks/src/lib/storage/connection-count';
import { codeIn, readDocument, tables } from './markdown';

const page = readDocument('docs/deployment.md');

describe('docs/deployment.md', () => {
  it.each(tables(page, '## Connections').flatMap((table) => table.rows))(
    'counts the connections of %s, queue in %s',
    (process = '', queue = '', ...shown) => {
      const options = {
        worker: process.includes('worker'),
        queue: queue === 'Redis' ? { redisUrl: 'redis://localhost' } : {},
      };
      const count = countConnections(resolveConfig(options, { http: false, env: {} }));
      const { statements, registry, queue: adding, worker } = count;
      const all = statements + registry + adding + worker;
      expect(shown.map(Number)).toEqual([statements, registry, adding, worker, all]);
    },
  );

  it('has every part of the health check, and no other', () => {
    const [table] = tables(page, '## Readiness');
    expect(table?.rows.map(([part = '']) => codeIn(part)[0]).sort()).toEqual(
      [...HEALTH_PARTS].sort(),
    );
  });
});
