import { Pool } from 'pg';

/** An endpoint of the naive build. */
export interface NaiveEndpoint {
  id: string;
  url: string;
  secret: string;
}

/** A delivery of the naive build. */
export interface NaiveDelivery {
  id: string;
  endpoint_id: string;
  event_type: string;
  payload: string;
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS webhook_endpoint (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id text NOT NULL,
  url text NOT NULL,
  secret text NOT NULL,
  active boolean NOT NULL DEFAULT true
);
CREATE INDEX IF NOT EXISTS webhook_endpoint_tenant ON webhook_endpoint (tenant_id);
CREATE TABLE IF NOT EXISTS webhook_delivery (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  endpoint_id uuid NOT NULL REFERENCES webhook_endpoint (id),
  event_type text NOT NULL,
  payload text NOT NULL,
  status text NOT NULL DEFAULT 'pending',
  attempt_count integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  completed_at timestamptz
);
CREATE INDEX IF NOT EXISTS webhook_delivery_endpoint ON webhook_delivery (endpoint_id, created_at);
CREATE INDEX IF NOT EXISTS webhook_delivery_status ON webhook_delivery (status);
CREATE TABLE IF NOT EXISTS webhook_attempt (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  delivery_id uuid NOT NULL REFERENCES webhook_delivery (id),
  status integer,
  response_body text,
  duration_ms integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS webhook_attempt_delivery ON webhook_attempt (delivery_id);
`;

/** The tables of the naive build: one row and one statement at a time, as the seeds do it. */
export class NaiveStore {
  private readonly pool: Pool;

  constructor(databaseUrl: string, connections: number) {
    this.pool = new Pool({ connectionString: databaseUrl, max: connections });
  }

  async createTables(): Promise<void> {
    await this.pool.query(SCHEMA);
  }

  async createEndpoint(tenantId: string, url: string, secret: string): Promise<void> {
    await this.pool.query(
      'INSERT INTO webhook_endpoint (tenant_id, url, secret) VALUES ($1, $2, $3)',
      [tenantId, url, secret],
    );
  }

  async activeEndpoints(tenantId: string): Promise<NaiveEndpoint[]> {
    const { rows } = await this.pool.query<NaiveEndpoint>(
      'SELECT id, url, secret FROM webhook_endpoint WHERE tenant_id = $1 AND active',
      [tenantId],
    );
    return rows;
  }

  async createDelivery(endpointId: string, eventType: string, payload: string): Promise<string> {
    const { rows } = await this.pool.query<{ id: string }>(
      'INSERT INTO webhook_delivery (endpoint_id, event_type, payload) VALUES ($1, $2, $3) RETURNING id',
      [endpointId, eventType, payload],
    );
    return rows[0]?.id ?? '';
  }

  async findDelivery(id: string): Promise<NaiveDelivery | undefined> {
    const { rows } = await this.pool.query<NaiveDelivery>(
      'SELECT id, endpoint_id, event_type, payload FROM webhook_delivery WHERE id = $1',
      [id],
    );
    return rows[0];
  }

  async findEndpoint(id: string): Promise<NaiveEndpoint | undefined> {
    const { rows } = await this.pool.query<NaiveEndpoint>(
      'SELECT id, url, secret FROM webhook_endpoint WHERE id = $1 AND active',
      [id],
    );
    return rows[0];
  }

  async recordAttempt(id: string, status: number, body: string, durationMs: number): Promise<void> {
    await this.pool.query(
      'INSERT INTO webhook_attempt (delivery_id, status, response_body, duration_ms) VALUES ($1, $2, $3, $4)',
      [id, status, body, durationMs],
    );
    await this.pool.query(
      `UPDATE webhook_delivery
       SET status = 'success', attempt_count = attempt_count + 1, completed_at = now() WHERE id = $1`,
      [id],
    );
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
