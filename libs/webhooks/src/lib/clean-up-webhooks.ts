import { SystemClock } from './clock/system-clock';
import { resolveConfig } from './resolve-config';
import { Database } from './storage/database';
import type { RetentionOptions } from './webhooks.options';
import type { CleanUpReport } from './retention/history-cleaner';
import { WebhookRetentionService } from './retention/webhook-retention.service';

/**
 * Cleans up once, without an application: for a cron job, or by hand. Answers what was removed, or
 * `null` when a process is at it already.
 * @param retention the option of the processes, so that both keep the same
 * @throws ConfigInvalidError
 * @example await cleanUpWebhooks(process.env.DATABASE_URL, { deliveryDays: 14 });
 */
export async function cleanUpWebhooks(
  connectionString: string,
  retention: RetentionOptions = {},
): Promise<CleanUpReport | null> {
  const config = resolveConfig(
    { singleTenant: true, encryptionKeys: ['not used'], retention },
    { http: false, env: {} },
  );
  const database = new Database({
    connectionString,
    application_name: 'hookline-cleanup',
    max: 1,
  });
  try {
    return await new WebhookRetentionService(database, config, new SystemClock()).cleanUp();
  } finally {
    await database.close();
  }
}
