import { Inject, Injectable } from '@nestjs/common';
import { HooklineError } from '../common/hookline.error';
import { ConfigInvalidError } from '../common/errors/config-invalid.error';
import { EgressGuard } from '../egress/egress-guard';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import type { DeclaredEndpoint } from '../webhooks.options';
import { requireAllowedUrl } from './allowed-url';
import { readWholeEndpoint, type EndpointFields } from './endpoint-fields';
import { makeSecret } from './endpoint-secret';
import { EndpointStore } from './endpoint-store';
import type { EndpointTransaction } from './endpoint-transaction';
import { isStorableText } from './storable';
import { requireTenant } from './tenant-id';

/** Whoever declares an endpoint in code answers for it. */
const NOTHING_TO_SHOW = 'not_required';

/** A declared endpoint, checked. */
interface CheckedDeclaration {
  tenantId: string;
  key: string;
  fields: EndpointFields;
  secret: string;
}

/**
 * The endpoints of the option `endpoints`, brought into the database at start-up. One that left the
 * code stays, and so does the switch of one that was switched off.
 */
@Injectable()
export class DeclaredEndpoints {
  constructor(
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    private readonly store: EndpointStore,
    private readonly guard: EgressGuard,
  ) {}

  /**
   * Creates what is missing and changes what differs. Processes that start together wait for each
   * other; what is as declared is not written.
   * @throws ConfigInvalidError naming the declaration at fault
   */
  async apply(): Promise<void> {
    const declarations = await Promise.all(
      this.config.endpoints.map((endpoint, index) => this.check(endpoint, index)),
    );
    this.refuseDuplicates(declarations);
    if (declarations.length === 0) return;
    await this.store.transaction(async (transaction) => {
      await transaction.lockDeclarations();
      for (const declaration of declarations) await applyOne(transaction, declaration);
    });
  }

  private async check(declared: DeclaredEndpoint, index: number): Promise<CheckedDeclaration> {
    const { key, tenantId, secret, name = key, ...settings } = declared;
    const label = `endpoints[${index}]`;
    if (typeof key !== 'string' || key === '' || key.length > 255 || !isStorableText(key)) {
      throw invalid(label, 'key: must be a text of 1–255 characters');
    }
    try {
      const fields = readWholeEndpoint({ ...settings, name });
      await requireAllowedUrl(this.guard, fields.url);
      // Without one, each start of each process would make up another.
      if (typeof secret !== 'string') throw invalid(label, 'secret: is missing');
      const stored = makeSecret(fields.signatureScheme, secret);
      return { tenantId: requireTenant(tenantId), key, fields, secret: stored };
    } catch (error) {
      if (!(error instanceof HooklineError)) throw error;
      throw invalid(`${label} ("${key}")`, error.message, error);
    }
  }

  private refuseDuplicates(declarations: CheckedDeclaration[]): void {
    const seen = new Set<string>();
    for (const [index, { tenantId, key }] of declarations.entries()) {
      const identity = JSON.stringify([tenantId, key]);
      if (seen.has(identity)) {
        throw invalid(`endpoints[${index}] ("${key}")`, 'key: is declared twice for its tenant');
      }
      seen.add(identity);
    }
  }
}

async function applyOne(
  transaction: EndpointTransaction,
  { tenantId, key, fields, secret }: CheckedDeclaration,
): Promise<void> {
  // Whether it is switched on is declared only for a new one; from then on people decide.
  const { active, ...settings } = fields;
  const existing = await transaction.lockByKey(tenantId, key);
  if (existing === null) {
    await transaction.insert({
      tenantId,
      key,
      fields: { ...settings, active },
      secret,
      verification: NOTHING_TO_SHOW,
    });
    return;
  }
  // The secret first: another scheme may need another kind.
  if (!(await transaction.hasOnlySecret(existing, secret))) {
    await transaction.replaceSecrets(existing, secret);
  }
  await transaction.change(existing, settings, NOTHING_TO_SHOW);
}

function invalid(where: string, what: string, cause?: Error): ConfigInvalidError {
  return new ConfigInvalidError(
    `WebhooksModule: option \`endpoints\` is wrong at ${where}: ${what}.   [HOOKLINE_CONFIG_INVALID]`,
    { cause },
  );
}
