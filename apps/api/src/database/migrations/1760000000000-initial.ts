import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Projects, their sessions, and what was said in them. Times to the millisecond, as in JavaScript. */
export class Initial1760000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE public.project (
  id uuid PRIMARY KEY,
  tenant_id text NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  description text,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL
)`);
    await runner.query(
      'CREATE INDEX project_tenant ON public.project (tenant_id, created_at DESC, id DESC)',
    );
    await runner.query(`
CREATE TABLE public.session (
  id uuid PRIMARY KEY,
  tenant_id text NOT NULL,
  project_id uuid NOT NULL REFERENCES public.project (id) ON DELETE CASCADE,
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 255),
  status text NOT NULL CHECK (status IN ('ACTIVE', 'PAUSED', 'COMPLETED')),
  started_at timestamptz(3) NOT NULL,
  paused_at timestamptz(3),
  ended_at timestamptz(3),
  CHECK ((status = 'COMPLETED') = (ended_at IS NOT NULL))
)`);
    await runner.query(
      'CREATE INDEX session_tenant ON public.session (tenant_id, started_at DESC, id DESC)',
    );
    await runner.query('CREATE INDEX session_project ON public.session (project_id)');
    await runner.query(`
CREATE TABLE public.session_message (
  id uuid PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES public.session (id) ON DELETE CASCADE,
  sender text NOT NULL,
  content text NOT NULL,
  sent_at timestamptz(3) NOT NULL
)`);
    await runner.query(
      'CREATE INDEX session_message_session ON public.session_message (session_id, sent_at DESC, id DESC)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE public.session_message, public.session, public.project');
  }
}
