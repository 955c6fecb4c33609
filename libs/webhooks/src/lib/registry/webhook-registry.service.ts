import type { Endpoint, EndpointSecret, Page } from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { EndpointUnverifiedError } from '../common/errors/endpoint-unverified.error';
import { ResourceNotFoundError } from '../common/errors/not-found.error';
import { decodeId } from '../common/ids';
import { TEST_EVENT } from '../common/test-event';
import { EndpointAdmission } from './endpoint-admission';
import { EndpointCache } from './endpoint-cache';
import { readEndpointFields, readWholeEndpoint, type EndpointFields } from './endpoint-fields';
import type {
  ChangeCondition,
  EndpointCreation,
  EndpointInput,
  EndpointPatch,
  EndpointTestInput,
  ListEndpointsQuery,
  RegenerateSecretInput,
} from './endpoint-input';
import { EndpointReader } from './endpoint-reader';
import { makeSecret, readOverlap, shownSecret } from './endpoint-secret';
import { EndpointStore } from './endpoint-store';
import { requireTenant } from './tenant-id';
import { TEST_SENDER, type EndpointTestResult, type TestSender } from './test-sender';

/**
 * The endpoints of tenants: who gets which events, where, and signed with what. Ids are public ids
 * (`ep_…`). A tenant sees nothing of another: an endpoint of somebody else's is not found.
 */
@Injectable()
export class WebhookRegistryService {
  constructor(
    private readonly store: EndpointStore,
    private readonly reader: EndpointReader,
    private readonly cache: EndpointCache,
    private readonly admission: EndpointAdmission,
    @Inject(TEST_SENDER) private readonly testSender: TestSender,
  ) {}

  /**
   * Creates an endpoint. The answer is the only place where its secret is shown.
   * @throws ValidationFailedError naming the fields at fault, UrlBlockedError naming the rule,
   *   SecretInvalidError, TenantMissingError, EndpointLimitError beyond `maxEndpointsPerTenant`
   * @example
   * const { endpoint, secret } = await registry.create('acme', {
   *   name: 'billing',
   *   url: 'https://example.com/hook',
   *   events: ['invoice.*'],
   * });
   */
  async create(tenantId: string, input: EndpointInput): Promise<EndpointCreation> {
    const tenant = requireTenant(tenantId);
    const fields = readWholeEndpoint(input);
    const verification = await this.admission.admit(tenant, fields.url);
    const secret = makeSecret(fields.signatureScheme, input.secret);
    const { id } = await this.store.transaction((transaction) =>
      transaction.insert({ tenantId: tenant, key: null, fields, secret, verification }),
    );
    return { endpoint: await this.reader.find(tenant, id), secret: shownSecret(secret) };
  }

  /**
   * Changes the given settings. Switched off, an endpoint keeps its deliveries waiting; switched on
   * again, they go out as {@link resume} says. Where endpoints have to be verified, another URL has to be,
   * too.
   * @throws ValidationFailedError, UrlBlockedError, IdInvalidError, ResourceNotFoundError,
   *   PreconditionFailedError
   */
  async update(
    tenantId: string,
    endpointId: string,
    patch: EndpointPatch,
    condition: ChangeCondition = {},
  ): Promise<Endpoint> {
    return this.change(tenantId, endpointId, readEndpointFields(patch), condition);
  }

  /**
   * Sets every setting: what is left out returns to its default. Only the secret stays, with its
   * scheme, and whether the endpoint is switched on.
   * @throws ValidationFailedError, UrlBlockedError, IdInvalidError, ResourceNotFoundError,
   *   PreconditionFailedError
   */
  async replace(
    tenantId: string,
    endpointId: string,
    input: Omit<EndpointInput, 'secret'>,
    condition: ChangeCondition = {},
  ): Promise<Endpoint> {
    const { active, signatureScheme, ...fields } = readWholeEndpoint(input);
    const changed = {
      ...fields,
      ...(input.active !== undefined && { active }),
      ...(input.signatureScheme !== undefined && { signatureScheme }),
    };
    return this.change(tenantId, endpointId, changed, condition);
  }

  /**
   * Switches an endpoint off: deliveries wait. Events that are published meanwhile are not for it.
   * @throws IdInvalidError, ResourceNotFoundError
   */
  async pause(tenantId: string, endpointId: string): Promise<Endpoint> {
    return this.change(tenantId, endpointId, { active: false }, {});
  }

  /**
   * Switches an endpoint on, also after it answered 410 or has failed for too long. What waited falls
   * due oldest first, 100 a second at first and 10 more each second.
   * @throws IdInvalidError, ResourceNotFoundError
   */
  async resume(tenantId: string, endpointId: string): Promise<Endpoint> {
    return this.change(tenantId, endpointId, { active: true }, {});
  }

  /**
   * Deletes an endpoint. Its waiting deliveries become dead letters (`endpoint_deleted`); its
   * history stays.
   * @throws IdInvalidError, ResourceNotFoundError, PreconditionFailedError
   */
  async delete(
    tenantId: string,
    endpointId: string,
    { ifVersion }: ChangeCondition = {},
  ): Promise<void> {
    const tenant = requireTenant(tenantId);
    const id = decodeId('ep', endpointId);
    await this.store.transaction(async (transaction) => {
      await transaction.remove(await transaction.lock(tenant, id, ifVersion));
    });
  }

  /**
   * Gives an endpoint a new signing secret. Those before it go on signing beside it for the overlap, so
   * that the receiver can change over at any time within it; with `overlapMs: 0` they end now. The
   * answer is the only place where the new one is shown.
   * @throws SecretLimitError when five secrets are live: what was promised to stay valid does;
   *   SecretInvalidError, ValidationFailedError, IdInvalidError, ResourceNotFoundError,
   *   PreconditionFailedError
   */
  async regenerateSecret(
    tenantId: string,
    endpointId: string,
    input: RegenerateSecretInput = {},
    { ifVersion }: ChangeCondition = {},
  ): Promise<EndpointCreation> {
    const tenant = requireTenant(tenantId);
    const id = decodeId('ep', endpointId);
    const overlapMs = readOverlap(input.overlapMs);
    const secret = await this.store.transaction(async (transaction) => {
      const endpoint = await transaction.lock(tenant, id, ifVersion);
      const made = makeSecret(endpoint.signatureScheme, input.secret);
      await transaction.rotateSecret(endpoint, made, overlapMs);
      return made;
    });
    return { endpoint: await this.reader.find(tenant, id), secret: shownSecret(secret) };
  }

  /**
   * The live signing secrets of an endpoint, newest first; never their values.
   * @throws IdInvalidError, ResourceNotFoundError
   */
  async listSecrets(tenantId: string, endpointId: string): Promise<EndpointSecret[]> {
    return this.reader.secretsOf(requireTenant(tenantId), decodeId('ep', endpointId));
  }

  /**
   * Ends one of the older secrets (`sec_…`) before its overlap does.
   * @throws SecretInUseError for the newest one, IdInvalidError, ResourceNotFoundError
   */
  async deleteSecret(tenantId: string, endpointId: string, secretId: string): Promise<void> {
    const tenant = requireTenant(tenantId);
    const id = decodeId('ep', endpointId);
    const secret = decodeId('sec', secretId);
    await this.store.transaction(async (transaction) => {
      await transaction.removeSecret(await transaction.lock(tenant, id), secret);
    });
  }

  /** @throws IdInvalidError, ResourceNotFoundError */
  async findById(tenantId: string, endpointId: string): Promise<Endpoint> {
    return this.reader.find(requireTenant(tenantId), decodeId('ep', endpointId));
  }

  /**
   * A tenant's endpoints, newest first.
   * @throws ValidationFailedError naming the fields at fault, IdInvalidError for a malformed cursor
   */
  async list(tenantId: string, query: ListEndpointsQuery = {}): Promise<Page<Endpoint>> {
    return this.reader.list(requireTenant(tenantId), query);
  }

  /** A tenant's active endpoints that get events of this type, newest first. */
  async findByEvent(tenantId: string, eventType: string): Promise<Endpoint[]> {
    const tenant = requireTenant(tenantId);
    const matched = await this.cache.match(tenant, eventType);
    const endpoints = await this.reader.findMany(
      tenant,
      matched.map(({ id }) => id),
    );
    return endpoints.filter(({ active }) => active);
  }

  /**
   * The live public keys (`whpk_…`) of an endpoint of any tenant, newest first: they are no secret.
   * @throws IdInvalidError, ResourceNotFoundError also for an endpoint without such keys
   */
  async publicKeys(endpointId: string): Promise<string[]> {
    const keys = await this.reader.publicKeys(decodeId('ep', endpointId));
    if (keys.length > 0) return keys;
    throw new ResourceNotFoundError(`There is no endpoint ${endpointId} with public keys.`);
  }

  /**
   * Sends a test event to one endpoint, switched on or not, whatever events and payloads it asked for. It is
   * in no statistics and no replay.
   * @throws IdInvalidError, ResourceNotFoundError, EndpointUnverifiedError; ValidationFailedError for a type
   *   that the catalog does not have
   */
  async testEndpoint(
    tenantId: string,
    endpointId: string,
    { type = TEST_EVENT }: EndpointTestInput = {},
  ): Promise<EndpointTestResult> {
    const tenant = requireTenant(tenantId);
    const id = decodeId('ep', endpointId);
    const { verification } = await this.reader.find(tenant, id);
    if (verification === 'pending') throw new EndpointUnverifiedError(endpointId);
    return this.testSender.sendTest(id, tenant, type);
  }

  private async change(
    tenantId: string,
    endpointId: string,
    fields: Partial<EndpointFields>,
    { ifVersion }: ChangeCondition,
  ): Promise<Endpoint> {
    const tenant = requireTenant(tenantId);
    const id = decodeId('ep', endpointId);
    const verification =
      fields.url === undefined ? undefined : await this.admission.admit(tenant, fields.url);
    await this.store.transaction(async (transaction) => {
      await transaction.change(await transaction.lock(tenant, id, ifVersion), fields, verification);
    });
    return this.reader.find(tenant, id);
  }
}
