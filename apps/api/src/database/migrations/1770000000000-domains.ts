import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recordings, agents, subscriptions, payments, storage quotas and users. */
export class Domains1770000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE public.recording, public.agent, public.subscription, public.payment, public.storage_quota, public.app_user',
    );
  }
}

const STATEMENTS = [
  `CREATE TABLE public.recording (
  id uuid PRIMARY KEY,
  tenant_id text NOT NULL,
  session_id uuid NOT NULL REFERENCES public.session (id) ON DELETE CASCADE,
  project_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('RECORDING', 'READY', 'FAILED')),
  url text,
  thumbnail_url text,
  duration double precision,
  file_size bigint,
  error text,
  started_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  CHECK ((status = 'RECORDING') = (ended_at IS NULL))
)`,
  'CREATE INDEX recording_tenant ON public.recording (tenant_id, started_at DESC, id DESC)',
  'CREATE INDEX recording_session ON public.recording (session_id)',
  `CREATE TABLE public.agent (
  id uuid PRIMARY KEY,
  tenant_id text NOT NULL,
  name text NOT NULL,
  platform text NOT NULL,
  version text NOT NULL,
  token text,
  status text NOT NULL CHECK (status IN ('ONLINE', 'BUSY', 'OFFLINE')),
  connected_at timestamptz(3) NOT NULL,
  last_seen_at timestamptz(3) NOT NULL
)`,
  'CREATE INDEX agent_tenant ON public.agent (tenant_id, connected_at DESC, id DESC)',
  "CREATE INDEX agent_seen ON public.agent (last_seen_at) WHERE status <> 'OFFLINE'",
  // Stripe and Clerk choose these ids: within its tenant only, one is somebody's.
  `CREATE TABLE public.subscription (
  tenant_id text NOT NULL,
  id text NOT NULL,
  customer_id text NOT NULL,
  tier text,
  status text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  changed_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, id)
)`,
  'CREATE INDEX subscription_tenant ON public.subscription (tenant_id, created_at DESC, id DESC)',
  'CREATE INDEX subscription_id ON public.subscription (id)',
  `CREATE TABLE public.payment (
  tenant_id text NOT NULL,
  id text NOT NULL,
  customer_id text,
  amount bigint NOT NULL,
  currency text NOT NULL,
  status text NOT NULL CHECK (status IN ('succeeded', 'failed')),
  failure_reason text,
  created_at timestamptz(3) NOT NULL,
  changed_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, id)
)`,
  'CREATE INDEX payment_tenant ON public.payment (tenant_id, created_at DESC, id DESC)',
  'CREATE INDEX payment_id ON public.payment (id)',
  `CREATE TABLE public.storage_quota (
  id uuid PRIMARY KEY,
  tenant_id text NOT NULL UNIQUE,
  usage_bytes bigint NOT NULL CHECK (usage_bytes >= 0),
  limit_bytes bigint NOT NULL CHECK (limit_bytes > 0),
  changed_at timestamptz(3) NOT NULL
)`,
  // Of a deleted user the id stays, so that a late message does not bring them back.
  `CREATE TABLE public.app_user (
  tenant_id text NOT NULL,
  id text NOT NULL,
  source text NOT NULL CHECK (source IN ('api', 'clerk')),
  email text,
  name text,
  status text NOT NULL CHECK (status IN ('active', 'locked', 'banned')),
  password_hash text,
  created_at timestamptz(3) NOT NULL,
  changed_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3),
  PRIMARY KEY (tenant_id, id)
)`,
  'CREATE INDEX app_user_tenant ON public.app_user (tenant_id, created_at DESC, id DESC) WHERE deleted_at IS NULL',
  'CREATE INDEX app_user_id ON public.app_user (id)',
  `CREATE UNIQUE INDEX app_user_email ON public.app_user (tenant_id, lower(email))
   WHERE source = 'api' AND deleted_at IS NULL`,
];
