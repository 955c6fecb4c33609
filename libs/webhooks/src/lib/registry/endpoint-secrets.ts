import type { SignatureScheme } from '@hookline/contracts';
import { In, type EntityManager } from 'typeorm';
import type { Clock } from '../clock/clock';
import { EncryptionKeyUnknownError } from '../common/errors/encryption-key-unknown.error';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { SecretInUseError } from '../common/errors/secret-in-use.error';
import { SecretLimitError } from '../common/errors/secret-limit.error';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { encodeId, newUuid } from '../common/ids';
import { EndpointSecretEntity } from '../storage/entities';
import { misfitOf, publicKeyIn, secretPrefix } from './endpoint-secret';
import type { KeyRing } from './key-ring';

/** Most secrets of an endpoint that sign at once: each is a signature in every message. */
export const MAX_LIVE_SECRETS = 5;

/** What an {@link EndpointSecrets} works with. */
export interface EndpointSecretsParts {
  manager: EntityManager;
  keyRing: KeyRing;
  clock: Clock;
}

/** The secrets of endpoints, inside one transaction that has the endpoint's row locked. */
export class EndpointSecrets {
  constructor(private readonly parts: EndpointSecretsParts) {}

  /** Stores a secret that signs from now on. */
  async insert(endpointId: string, secret: string): Promise<void> {
    await this.parts.manager.insert(EndpointSecretEntity, {
      id: newUuid(),
      endpointId,
      sealedSecret: this.parts.keyRing.seal(secret, endpointId),
      prefix: secretPrefix(secret),
      publicKey: publicKeyIn(secret),
      createdAt: new Date(this.parts.clock.now()),
      expiresAt: null,
    });
  }

  /** Whether `secret` is the one and only secret of an endpoint. */
  async isOnly(endpointId: string, secret: string): Promise<boolean> {
    const rows = await this.rowsOf(endpointId);
    const [row] = rows;
    if (rows.length !== 1 || row === undefined) return false;
    return tryOpen(() => this.parts.keyRing.open(row.sealedSecret, endpointId)) === secret;
  }

  /**
   * Stores a secret, and lets those that sign now go on for `overlapMs` at most; one that was to end
   * sooner still does. What has ended is deleted.
   * @throws SecretLimitError when as many as may are signing already: ending one of them early would
   *   take back the time that was promised for it
   */
  async rotate(endpointId: string, secret: string, overlapMs: number): Promise<void> {
    const now = this.parts.clock.now();
    const end = now + overlapMs;
    const rows = (await this.lockedRowsOf(endpointId)).map(({ id, expiresAt }) => ({
      id,
      endsAt: Math.min(expiresAt?.getTime() ?? end, end),
    }));
    const live = rows.filter(({ endsAt }) => endsAt > now);
    if (live.length >= MAX_LIVE_SECRETS) throw tooMany(endpointId, Math.min(...live.map(endOf)));
    const { manager } = this.parts;
    await manager.delete(EndpointSecretEntity, {
      id: In(rows.filter((row) => !live.includes(row)).map(({ id }) => id)),
    });
    for (const { id, endsAt } of live) {
      await manager.update(EndpointSecretEntity, { id }, { expiresAt: new Date(endsAt) });
    }
    await this.insert(endpointId, secret);
  }

  /**
   * Ends a secret before its time, and answers what it was.
   * @throws ResourceNotFoundError when it is not one of the endpoint's, SecretInUseError when it is the
   *   one that goes on after all others: nothing could be signed then
   */
  async remove(endpointId: string, secretId: string): Promise<EndpointSecretEntity> {
    const found = (await this.rowsOf(endpointId)).find(({ id }) => id === secretId);
    const now = this.parts.clock.now();
    if (found === undefined || !isLive(found, now)) throw secretNotFound(secretId);
    if (found.expiresAt === null) throw inUse(secretId);
    await this.parts.manager.delete(EndpointSecretEntity, { id: secretId });
    return found;
  }

  /**
   * Makes sure that every secret of an endpoint can sign in a scheme: otherwise its messages would go
   * out without a signature that the receiver knows.
   * @throws ValidationFailedError
   */
  async requireFit(endpointId: string, scheme: SignatureScheme): Promise<void> {
    for (const { sealedSecret } of await this.rowsOf(endpointId)) {
      const misfit = misfitOf(this.parts.keyRing.open(sealedSecret, endpointId), scheme);
      if (misfit === null) continue;
      const message = `does not fit the secret of the endpoint: ${misfit} Create another endpoint for this scheme.`;
      throw new ValidationFailedError([{ field: 'signatureScheme', message }]);
    }
  }

  async removeAll(endpointId: string): Promise<void> {
    await this.lockedRowsOf(endpointId);
    await this.parts.manager.delete(EndpointSecretEntity, { endpointId });
  }

  private rowsOf(endpointId: string): Promise<EndpointSecretEntity[]> {
    return this.parts.manager.findBy(EndpointSecretEntity, { endpointId });
  }

  /** In the order of their ids, as a re-encryption takes them: no two wait for each other. */
  private lockedRowsOf(endpointId: string): Promise<EndpointSecretEntity[]> {
    return this.parts.manager.find(EndpointSecretEntity, {
      where: { endpointId },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }
}

/** Whether a secret signs at a time, in ms. */
export function isLive(
  { expiresAt }: Pick<EndpointSecretEntity, 'expiresAt'>,
  at: number,
): boolean {
  return expiresAt === null || expiresAt.getTime() > at;
}

/** `undefined` for what no key of the ring opens: then it is sealed anew. */
export function tryOpen<Value>(open: () => Value): Value | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof EncryptionKeyUnknownError) return undefined;
    throw error;
  }
}

function endOf({ endsAt }: { endsAt: number }): number {
  return endsAt;
}

function secretNotFound(id: string): ResourceNotFoundError {
  return new ResourceNotFoundError(`There is no secret ${encodeId('sec', id)} that is live.`);
}

function inUse(id: string): SecretInUseError {
  return new SecretInUseError(
    `The secret ${encodeId('sec', id)} is the newest one. Regenerate the secret with \`overlapMs: 0\` to end it.`,
  );
}

function tooMany(endpointId: string, freeAt: number): SecretLimitError {
  return new SecretLimitError(
    `Endpoint ${encodeId('ep', endpointId)} has ${MAX_LIVE_SECRETS} live secrets, which is the most. The first of ` +
      `them ends at ${new Date(freeAt).toISOString()}; with \`overlapMs: 0\` all of them end now.`,
  );
}
