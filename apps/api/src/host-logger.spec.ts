import type { AttemptLine } from '@hookline/webhooks';
import { Logger } from '@nestjs/common';
import { HostLogger } from './host-logger';
import type { ApiLogLevel } from './config/api-config';

/** A logger whose lines are kept. */
function loggerAt(logLevel: ApiLogLevel, production = true) {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  return { logger: new HostLogger({ logLevel, production }, { write }), lines };
}

const ATTEMPT: AttemptLine = {
  event: 'webhook.attempt',
  eventId: 'evt_01m80dq1b9e4jr5c84d87tvwm2',
  deliveryId: 'dlv_01m80dq1bbf8b9st6xjm0n1hn6',
  endpointId: 'ep_01m80dq15yej587yyy0bkhsc7z',
  tenantId: 'acme',
  attempt: 1,
  status: 503,
  errorCode: 'http_status',
  durationMs: 108,
  outcome: 'retrying',
  nextAttemptAt: '2026-11-22T08:00:05.120Z',
};

describe('HostLogger', () => {
  it('writes what is logged as an object as one line of JSON, field by field', () => {
    const { logger, lines } = loggerAt('log');
    Logger.overrideLogger(logger);
    new Logger('Hookline').warn(ATTEMPT);
    Logger.overrideLogger(false);

    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{.*\}\n$/);
    const { time, pid, hostname, ...line } = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    expect(line).toEqual({ level: 'warn', context: 'Hookline', ...ATTEMPT });
    expect(new Date(String(time)).toISOString()).toBe(time);
    expect([pid, typeof hostname]).toEqual([process.pid, 'string']);
  });

  it('writes lines for people outside production', () => {
    const { logger, lines } = loggerAt('log', false);
    logger.warn('The heartbeat fails', 'Hookline');
    logger.warn(ATTEMPT, 'Hookline');

    expect(lines[0]).toMatch(
      /^\[\d\d:\d\d:\d\d\.\d{3}\] WARN: \[Hookline\] The heartbeat fails\n$/,
    );
    expect(lines[1]).toContain('"attempt":1,"status":503');
    expect(lines.join('').split('\n')).toHaveLength(3);
  });

  it('tells of an error its name, message and stack, and none of its fields', () => {
    const { logger, lines } = loggerAt('log');
    logger.error(Object.assign(new TypeError('refused'), { parameters: ['planted'] }), 'Hookline');
    logger.error('refused', 'Error: refused\n    at somewhere', 'Hookline');

    const [thrown, told] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(thrown).toMatchObject({
      msg: 'refused',
      err: { type: 'TypeError', message: 'refused' },
    });
    expect(told).toMatchObject({
      msg: 'refused',
      err: { stack: 'Error: refused\n    at somewhere' },
    });
    expect(lines.join('')).not.toContain('planted');
  });

  it.each<[ApiLogLevel, string[]]>([
    ['fatal', ['fatal']],
    ['warn', ['fatal', 'error', 'warn']],
    ['log', ['fatal', 'error', 'warn', 'info']],
    ['verbose', ['fatal', 'error', 'warn', 'info', 'debug', 'trace']],
  ])('writes at level %s what is at least as urgent', (logLevel, written) => {
    const { logger, lines } = loggerAt(logLevel);
    for (const level of ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const) {
      logger[level]('x', 'Hookline');
    }
    const levels = lines.map((line) => (JSON.parse(line) as { level: string }).level);
    expect(levels).toEqual(written);
  });

  it("keeps Nest's account of its start for those who debug", () => {
    const quiet = loggerAt('log');
    const loud = loggerAt('debug');
    for (const { logger } of [quiet, loud]) {
      logger.log('Mapped {/metrics, GET} route', 'RouterExplorer');
      logger.error(new Error('no'), 'ExceptionHandler');
    }
    expect([quiet.lines.length, loud.lines.length]).toEqual([0, 1]);
  });
});
