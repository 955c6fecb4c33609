import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Collaborative documents. */
export class Documents1780000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE public.document (
  id uuid PRIMARY KEY,
  tenant_id text NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  content bytea NOT NULL,
  size integer NOT NULL,
  version integer NOT NULL,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  UNIQUE (tenant_id, name)
)`);
    await runner.query(
      'CREATE INDEX document_tenant ON public.document (tenant_id, created_at DESC, id DESC)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE public.document');
  }
}
