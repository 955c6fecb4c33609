import { Logger } from '@nestjs/common';
import {
  FREE_CAUSES,
  TAKE_SOURCES,
} from '../../../../libs/webhooks/src/lib/common/pipeline-counts';
import { attemptLog } from '../../../../libs/webhooks/src/lib/monitoring/attempt-log';
import { METRICS } from '../../../../libs/webhooks/src/lib/monitoring/metrics/metrics';
import { codeBlocks, codeIn, readDocument, tables } from './markdown';

const page = readDocument('docs/monitoring.md');

describe('docs/monitoring.md', () => {
  it('has a row for each metric, with its type and labels, and no other', () => {
    const [table] = tables(page, '## Metrics');
    const shown = table?.rows.map(([name = '', type, labels = '', meaning = '']) => {
      expect(meaning).not.toBe('');
      return { name: codeIn(name)[0], type, labels: codeIn(labels) };
    });
    expect(shown).toEqual(METRICS.map(({ name, type, labels }) => ({ name, type, labels })));
  });

  it('has a row for each label, and no other', () => {
    const [table] = tables(page, '### Labels');
    const rows = new Map(
      table?.rows.map(([label = '', values = '']) => [codeIn(label)[0], values]),
    );
    const labels = new Set(METRICS.flatMap((metric) => metric.labels));
    expect([...rows.keys()].sort()).toEqual([...labels].sort());
    expect(codeIn(rows.get('source') ?? '')).toEqual(TAKE_SOURCES);
    expect(codeIn(rows.get('cause') ?? '')).toEqual(FREE_CAUSES);
  });

  it('warns by metrics that exist, of labels that they have', () => {
    const rules = codeBlocks(page).find(({ code }) => code.includes('alert:'))?.code ?? '';
    const used = [...rules.matchAll(/\b(hookline_\w+?)(?:_bucket)?\b(?:\{([^}]*)\})?/g)];
    expect(used.length).toBeGreaterThan(8);
    for (const [, name, matchers = ''] of used) {
      const metric = METRICS.find((candidate) => candidate.name === name);
      expect(metric?.name).toBe(name);
      const labels = [...matchers.matchAll(/(\w+)\s*!?[=~]/g)].map(([, label]) => label);
      expect(metric?.labels).toEqual(expect.arrayContaining(labels));
    }
  });

  it('shows the line that is logged, field by field', () => {
    const example = codeBlocks(page).find(({ language }) => language === 'json')?.code ?? '{}';
    const lines: object[] = [];
    Logger.overrideLogger({ warn: (line: object) => lines.push(line) } as never);
    const id = '0192aaaa-0000-7000-8000-000000000002';
    attemptLog('failures')?.({
      delivery: { id, eventId: id, endpointId: id, tenantId: 'acme' },
      errorCode: 'http_status',
      next: { status: 'retrying', dueAt: 0 },
    } as never);
    Logger.overrideLogger(false);
    expect(Object.keys(JSON.parse(example) as object)).toEqual(Object.keys(lines[0] ?? {}));
  });
});
