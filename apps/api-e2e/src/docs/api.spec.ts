import 'reflect-metadata';
import {
  ATTEMPT_ERROR_CODES,
  DEAD_LETTER_REASONS,
  DELIVERY_STATUSES,
  DELIVERY_TRIGGERS,
  DISABLED_REASONS,
  ERROR_CODES,
  HOLD_REASONS,
  VERIFICATION_STATES,
} from '@hookline/contracts';
import { PROBLEM_CODES } from '@hookline/webhooks';
import { RequestMethod, type Type } from '@nestjs/common';
import {
  HTTP_CONTROLLERS,
  ROOT_CONTROLLERS,
} from '../../../../libs/webhooks/src/lib/http/http.controllers';
import { WebhookMetricsController } from '../../../../libs/webhooks/src/lib/http/webhook-metrics.controller';
import { codeIn, readDocument, tables } from './markdown';

const page = readDocument('docs/api.md');

/** First cells of the table below a heading, without their backticks. */
function namesBelow(heading: string): string[] {
  const rows = tables(page, heading).flatMap((table) => table.rows);
  return rows.flatMap(([name = '']) => codeIn(name));
}

/** `GET /webhooks/:id` and so on, as the controllers declare them. */
function routesOf(controller: Type, base = ['webhooks']): string[] {
  const prefix = Reflect.getMetadata('path', controller) as string;
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    if (typeof handler !== 'function') return [];
    const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
    if (method === undefined) return [];
    const path = Reflect.getMetadata('path', handler) as string;
    const parts = [prefix, path].flatMap((part) => part.split('/'));
    const route = [...base, ...parts.filter((part) => part !== '')];
    return [`${RequestMethod[method]} /${route.join('/')}`];
  });
}

describe('docs/api.md', () => {
  it('has every route of the library, and no other', () => {
    const routes = [
      ...HTTP_CONTROLLERS.flatMap((controller) => routesOf(controller)),
      ...ROOT_CONTROLLERS.flatMap((controller) => routesOf(controller, [])),
      ...routesOf(WebhookMetricsController, ['metrics']),
    ];
    expect(routes.length).toBeGreaterThan(8);
    expect(namesBelow('## Routes').sort()).toEqual(routes.sort());
  });

  it('has the statuses that answers with these codes have', () => {
    const [{ rows } = { rows: [] }] = tables(page, '### Codes');
    const written = rows.map(([code = '', status = '']) => [codeIn(code)[0], Number(status)]);
    const answered = Object.entries(PROBLEM_CODES).filter(([code]) => !code.startsWith('HTTP_'));
    for (const [code, { status }] of answered) expect(written).toContainEqual([code, status]);
  });

  it('has every error code, and no other', () => {
    expect(namesBelow('### Codes').sort()).toEqual([...ERROR_CODES].sort());
  });

  it.each([
    ['### Statuses', DELIVERY_STATUSES],
    ['### Holds', HOLD_REASONS],
    ['### Dead letters', DEAD_LETTER_REASONS],
    ['### Triggers', DELIVERY_TRIGGERS],
    ['### Error codes of attempts', ATTEMPT_ERROR_CODES],
    ['### Switched off', DISABLED_REASONS],
    ['### Verification', VERIFICATION_STATES],
  ])('has below "%s" what the contract has, and nothing else', (heading, values) => {
    expect(namesBelow(heading).sort()).toEqual([...values].sort());
  });
});
