import { Client, type QueryResult } from 'pg';
import { encodeId } from '../common/ids';
import { tryOpen } from './endpoint-secrets';
import { KeyRing } from './key-ring';
import { SEALED_VALUES, type SealedValueRow, type SealedValues } from './sql/sealed-values';

/** Values that one statement reads or replaces. */
const BATCH_SIZE = 500;

/** What {@link reencryptWebhooks} found and did. */
export interface ReencryptionReport {
  /** Values that are sealed with the newest key now and were not before. */
  resealed: number;
  /** Values that were sealed with the newest key already. */
  current: number;
  /** Endpoints (`ep_…`) with a value that no key of the ring opens. They are left as they are. */
  unopened: string[];
}

/**
 * Seals everything that is sealed with an older key of the ring with the newest one: signing secrets,
 * header values, user names and passwords of URLs. To be called when every process has the new ring;
 * afterwards the older keys may leave it. Runs beside everything else, and may be repeated: what
 * changes meanwhile is left to the next call.
 *
 * @param encryptionKeys the ring, newest first: what the processes have
 * @throws ConfigInvalidError when a key is malformed
 *
 * @example
 * const { unopened } = await reencryptWebhooks(process.env.DATABASE_URL, [newKey, oldKey]);
 */
export async function reencryptWebhooks(
  connectionString: string,
  encryptionKeys: readonly string[],
): Promise<ReencryptionReport> {
  const keyRing = new KeyRing(encryptionKeys);
  const client = new Client({ connectionString, application_name: 'hookline-reencrypt' });
  // The loss of the connection rejects the query that waits, too; unheard here, it ends the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const report = { resealed: 0, current: 0, unopened: new Set<string>() };
    for (const values of SEALED_VALUES) await reseal(client, keyRing, values, report);
    return { ...report, unopened: [...report.unopened] };
  } finally {
    await client.end();
  }
}

async function reseal(
  client: Client,
  keyRing: KeyRing,
  { select, replace }: SealedValues,
  report: { resealed: number; current: number; unopened: Set<string> },
): Promise<void> {
  let after: string | null = null;
  for (;;) {
    const { rows }: QueryResult<SealedValueRow> = await client.query(select.text, [
      after,
      BATCH_SIZE,
    ]);
    const old = rows.filter(({ sealed }) => !keyRing.isNewest(sealed));
    report.current += rows.length - old.length;
    const opened = old.flatMap((row) => {
      const plain = tryOpen(() => keyRing.open(row.sealed, row.endpoint_id));
      if (plain !== undefined) return [{ ...row, next: keyRing.seal(plain, row.endpoint_id) }];
      report.unopened.add(encodeId('ep', row.endpoint_id));
      return [];
    });
    const replaced = await client.query(replace.text, [
      opened.map(({ id }) => id),
      opened.map(({ sealed }) => sealed),
      opened.map(({ next }) => next),
    ]);
    report.resealed += replaced.rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH_SIZE) return;
    after = last.id;
  }
}
