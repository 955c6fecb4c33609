import type { HoldReason, VerificationState } from '@hookline/contracts';
import type { EntityManager } from 'typeorm';
import { recordAudit, type AuditInput } from '../audit/record-audit';
import type { Clock } from '../clock/clock';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { encodeId, newUuid } from '../common/ids';
import { EndpointEntity } from '../storage/entities';
import { FORGET_FAILURES } from '../storage/sql/endpoint-failures';
import { auditChange, auditView } from './endpoint-audit';
import { asRow, differing, urlChanges, type EndpointChanges } from './endpoint-changes';
import { refuseTwoAuthorizations, requireRoom, requireVersion } from './endpoint-conditions';
import type { EndpointFields } from './endpoint-fields';
import type { IfVersion } from './endpoint-input';
import { secretPrefix } from './endpoint-secret';
import { EndpointSecrets, tryOpen } from './endpoint-secrets';
import type { KeyRing } from './key-ring';
import { laneColumnsOf } from './lane-fields';
import { openCredentials, openHeaders, sealCredentials, sealHeaders } from './sealed-headers';
import type { Notice } from './notices';
import { isSameJson } from './same-json';
import { BURY_WAITING, type BuriedRow, buryWaitingValues } from './sql/bury-waiting';
import { RESUME_HELD } from './sql/resume-held';
import { rotatedNotice, switchNotices } from './switch-notice';

/** Key of the advisory lock for endpoints that are declared in code: the bytes of "hoep". */
const DECLARATIONS_LOCK_KEY = 0x686f6570;

/** A new endpoint, checked. */
export interface NewEndpoint {
  tenantId: string;
  /** Set for endpoints that are declared in code. */
  key: string | null;
  fields: EndpointFields;
  secret: string;
  verification: VerificationState;
}

/** What an {@link EndpointTransaction} works with. */
export interface EndpointTransactionParts {
  manager: EntityManager;
  keyRing: KeyRing;
  clock: Clock;
  maxEndpointsPerTenant: number;
}

/**
 * The changes of endpoints, inside one transaction. `touched` is what the cache has to forget after it,
 * `notices` is what has to be told of it, `buried` how many deliveries became dead letters by it.
 */
export class EndpointTransaction {
  readonly touched: { tenantId: string; id: string }[] = [];
  readonly notices: Notice[] = [];
  buried = 0;
  private readonly secrets: EndpointSecrets;

  constructor(private readonly parts: EndpointTransactionParts) {
    this.secrets = new EndpointSecrets(parts);
  }

  /**
   * An endpoint of a tenant, locked until the transaction ends.
   * @throws ResourceNotFoundError, PreconditionFailedError when it is not at `ifVersion`
   */
  async lock(tenantId: string, id: string, ifVersion?: IfVersion): Promise<EndpointEntity> {
    const found = await this.lockWhere({ id, tenantId });
    if (found === null) throw endpointNotFound(id);
    requireVersion(found, ifVersion);
    return found;
  }

  /** The endpoint that is declared in code under a key, locked until the transaction ends. */
  lockByKey(tenantId: string, key: string): Promise<EndpointEntity | null> {
    return this.lockWhere({ key, tenantId });
  }

  /** Waits for the processes that are applying their declarations at this moment. */
  async lockDeclarations(): Promise<void> {
    await this.parts.manager.query('SELECT pg_advisory_xact_lock($1)', [DECLARATIONS_LOCK_KEY]);
  }

  /**
   * A new endpoint. What is declared in code counts, and is not refused.
   * @throws EndpointLimitError
   */
  async insert({ fields, secret, ...others }: NewEndpoint): Promise<EndpointEntity> {
    const { keyRing, manager, maxEndpointsPerTenant } = this.parts;
    if (others.key === null) await requireRoom(manager, others.tenantId, maxEndpointsPerTenant);
    const { headers, credentials, concurrency, rateLimit, ordering, ...columns } = fields;
    const now = this.now();
    const id = newUuid();
    const endpoint = manager.create(EndpointEntity, {
      ...columns,
      ...laneColumnsOf({ concurrency, rateLimit, ordering }),
      ...others,
      id,
      headerNames: Object.keys(headers).sort(),
      sealedHeaders: sealHeaders(keyRing, id, headers),
      sealedCredentials: sealCredentials(keyRing, id, credentials),
      disabledReason: fields.active ? null : 'manual',
      disabledAt: fields.active ? null : now,
      verifiedAt: null,
      verificationTriedAt: null,
      allowedRate: null,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    });
    refuseTwoAuthorizations(endpoint);
    await manager.insert(EndpointEntity, asRow(endpoint));
    await this.secrets.insert(id, secret);
    await this.audit(endpoint, 'endpoint.created', { after: auditView(endpoint) });
    this.touch(endpoint);
    return endpoint;
  }

  /**
   * Writes what differs from `endpoint`, which has to be locked; nothing when nothing does. Switching
   * it on makes what was held for it due, a part after the other. Another URL is another receiver: what the
   * old one had agreed to is forgotten.
   * @param verification where an endpoint with another URL begins. @default as it is
   * @throws ValidationFailedError when its secrets can't sign in another scheme, or when both its
   *   URL and its headers would authorize
   */
  async change(
    endpoint: EndpointEntity,
    fields: Partial<EndpointFields>,
    verification: VerificationState = endpoint.verification,
  ): Promise<void> {
    const { headers, credentials, concurrency, rateLimit, ordering, active, ...columns } = fields;
    const changes = differing(endpoint, {
      ...columns,
      ...laneColumnsOf({ concurrency, rateLimit, ordering }),
      ...this.headerChanges(endpoint, headers),
      ...this.credentialChanges(endpoint, credentials),
      ...this.switchChanges(endpoint, active),
      ...urlChanges(endpoint, columns.url, verification),
    });
    refuseTwoAuthorizations({ ...endpoint, ...changes });
    if (changes.signatureScheme !== undefined) {
      await this.secrets.requireFit(endpoint.id, changes.signatureScheme);
    }
    if (Object.keys(changes).length > 0) {
      await this.audit(endpoint, 'endpoint.updated', auditChange(endpoint, changes));
      await this.write(endpoint, changes);
      this.notices.push(...switchNotices(endpoint, changes, this.parts.clock.now()));
    }
    if (changes.active === true || changes.url !== undefined) {
      await this.forgetFailures(endpoint);
    }
    if (active === true) await this.resume(endpoint, 'paused');
    if (changes.verification === 'not_required') await this.resume(endpoint, 'unverified');
  }

  /** Notes that an endpoint, which has to be locked, is being asked whether it wants webhooks. */
  async noteTry(endpoint: EndpointEntity): Promise<void> {
    await this.write(endpoint, { verificationTriedAt: this.now() });
  }

  /** Lets an endpoint, which has to be locked, have its webhooks; what was held for it falls due by and by. */
  async markVerified(endpoint: EndpointEntity, allowedRate: number | null): Promise<void> {
    const changes = { verification: 'verified', verifiedAt: this.now(), allowedRate } as const;
    await this.audit(endpoint, 'endpoint.verified', auditChange(endpoint, changes));
    await this.write(endpoint, changes);
    await this.resume(endpoint, 'unverified');
  }

  /** Whether `secret` is the one and only secret of an endpoint. */
  async hasOnlySecret(endpoint: EndpointEntity, secret: string): Promise<boolean> {
    return this.secrets.isOnly(endpoint.id, secret);
  }

  /** Makes `secret` the one and only secret of an endpoint, which has to be locked. */
  async replaceSecrets(endpoint: EndpointEntity, secret: string): Promise<void> {
    await this.rotateSecret(endpoint, secret, 0);
  }

  /**
   * Adds a secret to an endpoint, which has to be locked; those that sign now go on for `overlapMs`.
   * @throws SecretLimitError
   */
  async rotateSecret(endpoint: EndpointEntity, secret: string, overlapMs: number): Promise<void> {
    await this.secrets.rotate(endpoint.id, secret, overlapMs);
    // The row itself changes too: by its revision the other processes learn of the new secret.
    await this.write(endpoint, {});
    const after = { secretPrefix: secretPrefix(secret), overlapMs };
    await this.audit(endpoint, 'endpoint.secret_regenerated', { after });
    const times = { at: this.parts.clock.now(), overlapMs };
    this.notices.push(rotatedNotice(endpoint, after.secretPrefix, times));
  }

  /**
   * Ends a secret of an endpoint, which has to be locked, before its time.
   * @throws ResourceNotFoundError, SecretInUseError
   */
  async removeSecret(endpoint: EndpointEntity, secretId: string): Promise<void> {
    const { prefix } = await this.secrets.remove(endpoint.id, secretId);
    await this.write(endpoint, {});
    const before = { secretPrefix: prefix };
    await this.audit(endpoint, 'endpoint.secret_deleted', { before });
  }

  /** Deletes an endpoint, which has to be locked: softly, but for its secrets. */
  async remove(endpoint: EndpointEntity): Promise<void> {
    const { manager, clock } = this.parts;
    await this.audit(endpoint, 'endpoint.deleted', { before: auditView(endpoint) });
    const unsealed = { sealedHeaders: null, sealedCredentials: null };
    await this.write(endpoint, { deletedAt: this.now(), ...unsealed });
    await this.secrets.removeAll(endpoint.id);
    await this.forgetFailures(endpoint);
    const values = buryWaitingValues(endpoint.id, 'endpoint_deleted', clock.now());
    const rows = await manager.query<BuriedRow[]>(BURY_WAITING.text, values);
    this.buried += rows[0]?.buried ?? 0;
  }

  private async forgetFailures({ id }: EndpointEntity): Promise<void> {
    await this.parts.manager.query(FORGET_FAILURES.text, [[id]]);
  }

  private async resume(endpoint: EndpointEntity, hold: HoldReason): Promise<void> {
    const { manager, clock } = this.parts;
    await manager.query(RESUME_HELD.text, [endpoint.id, clock.now(), hold]);
  }

  private lockWhere(where: Partial<EndpointEntity>): Promise<EndpointEntity | null> {
    return this.parts.manager
      .createQueryBuilder(EndpointEntity, 'endpoint')
      .where(where)
      .andWhere('endpoint.deletedAt IS NULL')
      .setLock('pessimistic_write')
      .getOne();
  }

  private async write(endpoint: EndpointEntity, changes: EndpointChanges): Promise<void> {
    const written = { ...changes, updatedAt: this.now() };
    await this.parts.manager.update(EndpointEntity, { id: endpoint.id }, asRow(written));
    Object.assign(endpoint, written);
    this.touch(endpoint);
  }

  private headerChanges(
    endpoint: EndpointEntity,
    headers: Record<string, string> | undefined,
  ): EndpointChanges {
    const { keyRing } = this.parts;
    if (headers === undefined) return {};
    const old = tryOpen(() => openHeaders(keyRing, endpoint.id, endpoint.sealedHeaders));
    if (isSameJson(old, headers)) return {};
    return {
      headerNames: Object.keys(headers).sort(),
      sealedHeaders: sealHeaders(keyRing, endpoint.id, headers),
    };
  }

  private credentialChanges(
    endpoint: EndpointEntity,
    credentials: string | null | undefined,
  ): EndpointChanges {
    const { keyRing } = this.parts;
    if (credentials === undefined) return {};
    const { id, sealedCredentials } = endpoint;
    const old = tryOpen(
      () => openCredentials(keyRing, id, sealedCredentials).authorization ?? null,
    );
    if (old === credentials) return {};
    return { sealedCredentials: sealCredentials(keyRing, id, credentials) };
  }

  private switchChanges(endpoint: EndpointEntity, active: boolean | undefined): EndpointChanges {
    if (active === true) return { active, disabledReason: null, disabledAt: null };
    if (active === false && endpoint.active) {
      return { active, disabledReason: 'manual', disabledAt: this.now() };
    }
    return {};
  }

  private audit(
    { id, tenantId }: EndpointEntity,
    action: string,
    change: Pick<AuditInput, 'before' | 'after'>,
  ): Promise<void> {
    const { manager, clock } = this.parts;
    const resourceId = encodeId('ep', id);
    return recordAudit(manager, { tenantId, action, resourceId, ...change, at: clock.now() });
  }

  private touch({ tenantId, id }: EndpointEntity): void {
    this.touched.push({ tenantId, id });
  }

  private now(): Date {
    return new Date(this.parts.clock.now());
  }
}

/** The error for an endpoint (stored uuid) that this tenant does not have. */
export function endpointNotFound(id: string): ResourceNotFoundError {
  return new ResourceNotFoundError(`There is no endpoint ${encodeId('ep', id)}.`);
}
