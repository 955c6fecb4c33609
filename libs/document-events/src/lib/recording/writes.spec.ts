import { Client } from 'pg';
import { DocumentsSystem, notice } from '../../testing/documents-app';

/** Counts rows, not time: what Postgres wrote for a document. */
describe('Writes for a busy document', () => {
  it('are at most two for a window, under 10,000 messages', async () => {
    const system = await DocumentsSystem.start();
    const { server } = await system.process();
    await system.endpoint('/all');
    const watch = new Client({ connectionString: system.url });
    await watch.connect();
    await watch.query(`
      CREATE TABLE written (what text);
      CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO written VALUES (TG_TABLE_NAME); RETURN NULL; END $$;
      CREATE TRIGGER note AFTER INSERT OR UPDATE ON hookline.document_state FOR EACH ROW EXECUTE FUNCTION note();
      CREATE TRIGGER note AFTER INSERT ON hookline.event FOR EACH ROW EXECUTE FUNCTION note();`);
    server.emit('document-load', notice('busy'));
    await system.arrived('document.created');
    server.emit('document-message', notice('busy'));
    await system.arrived('document.updated');
    const forget = () => watch.query('TRUNCATE written');
    const written = async (): Promise<string[]> => {
      const { rows } = await watch.query<{ what: string }>('SELECT what FROM written');
      return rows.map(({ what }) => what).sort();
    };
    for (let window = 1; window <= 3; window += 1) {
      await forget();
      for (let message = 0; message < 10_000; message += 1) {
        server.emit('document-message', notice('busy', { clientId: `client-${message % 500}` }));
      }
      expect(await written()).toEqual([]);
      system.clock.advance(5_000);
      await system.arrived('document.updated', window + 1);
      expect(await written()).toEqual(['document_state', 'event']);
    }
    const updates = await system.arrived('document.updated', 4);
    expect(updates.map(({ messages }) => messages)).toEqual([1, 10_000, 10_000, 10_000]);
    expect(updates[1]?.['clients']).toHaveLength(100);
    await watch.end();
    await system.close();
  });

  it('are one event for each message with a window of 0', async () => {
    const system = await DocumentsSystem.start({ updateWindowMs: 0 });
    const { server } = await system.process();
    await system.endpoint('/all');
    for (let message = 0; message < 300; message += 1) {
      server.emit('document-message', notice('each', { clientId: `client-${message}` }));
    }
    const updates = await system.arrived('document.updated', 300);
    const clients = updates.map((data) => (data['clients'] as string[])[0]);
    expect(new Set(clients).size).toBe(300);
    expect(updates.every(({ messages }) => messages === 1)).toBe(true);
    await system.close();
  });
});
