import { Client } from 'pg';
import type { TestDatabase } from '../../../testing/test-database';
import type { Statement } from '../database';

/** A connection that tells the plans of what it runs, on tables whose statistics stay as they are. */
export async function explainingClient(database: TestDatabase): Promise<Client> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(`
    LOAD 'auto_explain';
    SET auto_explain.log_level = notice;
    SET auto_explain.log_min_duration = 0;
    SET auto_explain.log_analyze = on;
    SET auto_explain.log_buffers = on;
    SET auto_explain.log_timing = off;
    ALTER TABLE hookline.delivery SET (autovacuum_enabled = off);
    ALTER TABLE hookline.event SET (autovacuum_enabled = off);
    ALTER TABLE hookline.attempt SET (autovacuum_enabled = off)`);
  return client;
}

/** Runs a statement with the plan that it has; answers its rows and the plan. */
export async function explainWith(
  client: Client,
  statement: Statement,
  values: unknown[],
): Promise<{ rows: number; plan: string }> {
  const plans: string[] = [];
  const note = ({ message }: { message?: string | undefined }): void =>
    void plans.push(message ?? '');
  client.on('notice', note);
  const { rows } = await client.query({ ...statement, values });
  client.off('notice', note);
  return { rows: rows.length, plan: plans.join('\n') };
}

export function pagesIn(plan: string): number {
  const each = [...plan.matchAll(/Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?/g)];
  return Math.max(...each.map(([, hit = 0, read = 0]) => Number(hit) + Number(read)));
}
