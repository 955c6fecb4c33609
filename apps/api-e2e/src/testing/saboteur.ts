import { Client } from 'pg';

/** What is made to fail in the database. */
export type Sabotage = 'events' | 'commits' | 'nothing';

const SETUP = `
CREATE SCHEMA sabotage;
CREATE TABLE sabotage.now (what text);
INSERT INTO sabotage.now VALUES ('nothing');
CREATE FUNCTION sabotage.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM sabotage.now WHERE what = TG_ARGV[0]) THEN
    RAISE EXCEPTION 'refused on purpose';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER refuse BEFORE INSERT ON hookline.event
  FOR EACH ROW EXECUTE FUNCTION sabotage.refuse('events');
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE 'CREATE CONSTRAINT TRIGGER refuse AFTER INSERT OR UPDATE OR DELETE ON ' || name ||
      ' DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sabotage.refuse(''commits'')';
  END LOOP;
END $$`;

/**
 * Makes a database fail on purpose: no event can be stored, or no transaction that changes the domains can be
 * committed.
 */
export class Saboteur {
  private constructor(private readonly client: Client) {}

  static async enter(databaseUrl: string): Promise<Saboteur> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(SETUP);
    return new Saboteur(client);
  }

  /** Runs work while something fails. */
  async during<Result>(what: Sabotage, work: () => PromiseLike<Result>): Promise<Result> {
    await this.client.query('UPDATE sabotage.now SET what = $1', [what]);
    try {
      return await work();
    } finally {
      await this.client.query("UPDATE sabotage.now SET what = 'nothing'");
    }
  }

  leave(): Promise<void> {
    return this.client.end();
  }
}
