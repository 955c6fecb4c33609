import { Pool } from 'pg';
import type { LiveDelivery } from '../clock/live-delivery';

interface LiveRow {
  id: string;
  event_type: string;
  endpoint: string | null;
  attempts: number;
  in_flight: boolean;
  hold: string | null;
  due_ms: number;
}

const SELECT_LIVE = `
SELECT d.id, d.event_type, e.name AS endpoint, d.attempts, d.owner IS NOT NULL AS in_flight, d.hold,
       (extract(epoch FROM greatest(d.due_at, l.block_at)) * 1000)::float8 AS due_ms
FROM hookline.delivery d LEFT JOIN hookline.endpoint e ON e.id = d.endpoint_id
LEFT JOIN hookline.lane l ON l.endpoint_id = d.endpoint_id AND l.phase = 'open' AND d.hold = 'circuit_open'
WHERE d.completed_at IS NULL
ORDER BY d.due_at`;

/** Reads what is live in a test database, on a connection of its own. */
export class DeliveryLedger {
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = new Pool({ connectionString: url, max: 1, application_name: 'hookline-testing' });
    this.pool.on('error', () => undefined);
  }

  async live(): Promise<LiveDelivery[]> {
    const { rows } = await this.pool.query<LiveRow>(SELECT_LIVE);
    return rows.map((row) => ({
      id: row.id,
      eventType: row.event_type,
      endpoint: row.endpoint ?? '(unknown)',
      attempts: row.attempts,
      inFlight: row.in_flight,
      hold: row.hold,
      dueAt: row.due_ms,
    }));
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
