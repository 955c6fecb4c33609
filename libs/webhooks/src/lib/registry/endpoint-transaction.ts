import { isDeepStrictEqual } from 'node:util';
import type { EntityManager, QueryDeepPartialEntity } from 'typeorm';
import type { Clock } from '../clock/clock';
import { EncryptionKeyUnknownError } from '../common/errors/encryption-key-unknown.error';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { encodeId, newUuid } from '../common/ids';
import { EndpointEntity, EndpointSecretEntity } from '../storage/entities';
import type { EndpointFields } from './endpoint-fields';
import { secretPrefix } from './endpoint-secret';
import type { KeyRing } from './key-ring';
import { openHeaders, sealHeaders } from './sealed-headers';
import { BURY_WAITING, type BuriedRow, buryWaitingValues } from './sql/bury-waiting';
import { RESUME_HELD } from './sql/resume-held';

/** Key of the advisory lock for endpoints that are declared in code: the bytes of "hoep". */
const DECLARATIONS_LOCK_KEY = 0x686f6570;

/** A new endpoint, checked. */
export interface NewEndpoint {
  tenantId: string;
  /** Set for endpoints that are declared in code. */
  key: string | null;
  fields: EndpointFields;
  secret: string;
}

/** What an {@link EndpointTransaction} works with. */
export interface EndpointTransactionParts {
  manager: EntityManager;
  keyRing: KeyRing;
  clock: Clock;
}

type Changes = Partial<Omit<EndpointEntity, 'id' | 'tenantId' | 'key' | 'createdAt'>>;

/**
 * The changes of endpoints, inside one transaction. `touched` is what the cache has to forget after it,
 * `buried` how many deliveries became dead letters by it.
 */
export class EndpointTransaction {
  readonly touched: { tenantId: string; id: string }[] = [];
  buried = 0;

  constructor(private readonly parts: EndpointTransactionParts) {}

  /**
   * An endpoint of a tenant, locked until the transaction ends.
   * @throws ResourceNotFoundError
   */
  async lock(tenantId: string, id: string): Promise<EndpointEntity> {
    const found = await this.lockWhere({ id, tenantId });
    if (found === null) throw endpointNotFound(id);
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

  async insert({ tenantId, key, fields, secret }: NewEndpoint): Promise<EndpointEntity> {
    const { keyRing, manager } = this.parts;
    const { headers, ...columns } = fields;
    const now = this.now();
    const id = newUuid();
    const endpoint = manager.create(EndpointEntity, {
      ...columns,
      id,
      tenantId,
      key,
      headerNames: Object.keys(headers).sort(),
      sealedHeaders: sealHeaders(keyRing, id, headers),
      disabledReason: fields.active ? null : 'manual',
      disabledAt: fields.active ? null : now,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    });
    await manager.insert(EndpointEntity, asRow(endpoint));
    await this.insertSecret(id, secret, now);
    this.touch(endpoint);
    return endpoint;
  }

  /**
   * Writes what differs from `endpoint`, which has to be locked; nothing when nothing does. Switching
   * it on makes what was held for it due at once.
   */
  async change(endpoint: EndpointEntity, fields: Partial<EndpointFields>): Promise<void> {
    const { headers, active, ...columns } = fields;
    const changes = differing(endpoint, {
      ...columns,
      ...this.headerChanges(endpoint, headers),
      ...this.switchChanges(endpoint, active),
    });
    if (Object.keys(changes).length > 0) await this.write(endpoint, changes);
    if (active === true) {
      await this.parts.manager.query(RESUME_HELD.text, [endpoint.id, this.parts.clock.now()]);
    }
  }

  /** Whether `secret` is the one and only secret of an endpoint. */
  async hasOnlySecret(endpoint: EndpointEntity, secret: string): Promise<boolean> {
    const rows = await this.parts.manager.findBy(EndpointSecretEntity, { endpointId: endpoint.id });
    const [row] = rows;
    if (rows.length !== 1 || row === undefined) return false;
    return tryOpen(() => this.parts.keyRing.open(row.sealedSecret, endpoint.id)) === secret;
  }

  /** Makes `secret` the one and only secret of an endpoint, which has to be locked. */
  async replaceSecrets(endpoint: EndpointEntity, secret: string): Promise<void> {
    await this.parts.manager.delete(EndpointSecretEntity, { endpointId: endpoint.id });
    await this.insertSecret(endpoint.id, secret, this.now());
    // The row itself changes too: by its revision the other processes learn of the new secret.
    await this.write(endpoint, {});
  }

  /** Deletes an endpoint, which has to be locked: softly, but for its secrets. */
  async remove(endpoint: EndpointEntity): Promise<void> {
    const { manager, clock } = this.parts;
    await this.write(endpoint, { deletedAt: this.now(), sealedHeaders: null });
    await manager.delete(EndpointSecretEntity, { endpointId: endpoint.id });
    const values = buryWaitingValues(endpoint.id, 'endpoint_deleted', clock.now());
    const rows = await manager.query<BuriedRow[]>(BURY_WAITING.text, values);
    this.buried += rows[0]?.buried ?? 0;
  }

  private lockWhere(where: Partial<EndpointEntity>): Promise<EndpointEntity | null> {
    return this.parts.manager
      .createQueryBuilder(EndpointEntity, 'endpoint')
      .where(where)
      .andWhere('endpoint.deletedAt IS NULL')
      .setLock('pessimistic_write')
      .getOne();
  }

  private async write(endpoint: EndpointEntity, changes: Changes): Promise<void> {
    const written = { ...changes, updatedAt: this.now() };
    await this.parts.manager.update(EndpointEntity, { id: endpoint.id }, asRow(written));
    Object.assign(endpoint, written);
    this.touch(endpoint);
  }

  private async insertSecret(endpointId: string, secret: string, now: Date): Promise<void> {
    await this.parts.manager.insert(EndpointSecretEntity, {
      id: newUuid(),
      endpointId,
      sealedSecret: this.parts.keyRing.seal(secret, endpointId),
      prefix: secretPrefix(secret),
      createdAt: now,
      expiresAt: null,
    });
  }

  private headerChanges(
    endpoint: EndpointEntity,
    headers: Record<string, string> | undefined,
  ): Changes {
    const { keyRing } = this.parts;
    if (headers === undefined) return {};
    const old = tryOpen(() => openHeaders(keyRing, endpoint.id, endpoint.sealedHeaders));
    if (isSameJson(old, headers)) return {};
    return {
      headerNames: Object.keys(headers).sort(),
      sealedHeaders: sealHeaders(keyRing, endpoint.id, headers),
    };
  }

  private switchChanges(endpoint: EndpointEntity, active: boolean | undefined): Changes {
    if (active === true) return { active, disabledReason: null, disabledAt: null };
    if (active === false && endpoint.active) {
      return { active, disabledReason: 'manual', disabledAt: this.now() };
    }
    return {};
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

function differing(endpoint: EndpointEntity, wanted: Changes): Changes {
  const current: Changes = endpoint;
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) => !isSameJson(current[name as keyof Changes], value),
    ),
  );
}

/** Compared as what is stored: neither the order of keys counts nor the realm that an object comes from. */
function isSameJson(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(toPlain(left), toPlain(right));
}

function toPlain(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}

/** TypeORM's type would let a value be a function that makes SQL; the checked fields hold none. */
function asRow(columns: Changes): QueryDeepPartialEntity<EndpointEntity> {
  return columns as QueryDeepPartialEntity<EndpointEntity>;
}

/** `undefined` for what no key of the ring opens: then it is sealed anew. */
function tryOpen<Value>(open: () => Value): Value | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof EncryptionKeyUnknownError) return undefined;
    throw error;
  }
}
