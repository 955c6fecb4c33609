import type { Endpoint, Page } from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { decodeId } from '../common/ids';
import { EgressGuard } from '../egress/egress-guard';
import { requireAllowedUrl } from './allowed-url';
import { EndpointCache } from './endpoint-cache';
import { readEndpointFields, readWholeEndpoint, type EndpointFields } from './endpoint-fields';
import type {
  EndpointCreation,
  EndpointInput,
  EndpointPatch,
  ListEndpointsQuery,
} from './endpoint-input';
import { EndpointReader } from './endpoint-reader';
import { makeSecret } from './endpoint-secret';
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
    private readonly guard: EgressGuard,
    @Inject(TEST_SENDER) private readonly testSender: TestSender,
  ) {}

  /**
   * Creates an endpoint. The answer is the only place where its secret is shown.
   * @throws ValidationFailedError naming the fields at fault, UrlBlockedError naming the rule,
   *   SecretInvalidError, TenantMissingError
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
    requireAllowedUrl(this.guard, fields.url);
    const secret = makeSecret(input.secret);
    const { id } = await this.store.transaction((transaction) =>
      transaction.insert({ tenantId: tenant, key: null, fields, secret }),
    );
    return { endpoint: await this.reader.find(tenant, id), secret };
  }

  /**
   * Changes the given settings. Switched off, an endpoint keeps its deliveries waiting; switched on
   * again, they are due at once.
   * @throws ValidationFailedError, UrlBlockedError, IdInvalidError, ResourceNotFoundError
   */
  async update(tenantId: string, endpointId: string, patch: EndpointPatch): Promise<Endpoint> {
    return this.change(tenantId, endpointId, readEndpointFields(patch));
  }

  /**
   * Sets every setting: what is left out returns to its default. Only the secret stays, and whether
   * the endpoint is switched on.
   * @throws ValidationFailedError, UrlBlockedError, IdInvalidError, ResourceNotFoundError
   */
  async replace(
    tenantId: string,
    endpointId: string,
    input: Omit<EndpointInput, 'secret'>,
  ): Promise<Endpoint> {
    const { active, ...fields } = readWholeEndpoint(input);
    const keepsSwitch = input.active === undefined;
    return this.change(tenantId, endpointId, keepsSwitch ? fields : { ...fields, active });
  }

  /**
   * Deletes an endpoint. Its waiting deliveries become dead letters (`endpoint_deleted`); its
   * history stays.
   * @throws IdInvalidError, ResourceNotFoundError
   */
  async delete(tenantId: string, endpointId: string): Promise<void> {
    const tenant = requireTenant(tenantId);
    const id = decodeId('ep', endpointId);
    await this.store.transaction(async (transaction) => {
      await transaction.remove(await transaction.lock(tenant, id));
    });
  }

  /** @throws IdInvalidError, ResourceNotFoundError */
  async findById(tenantId: string, endpointId: string): Promise<Endpoint> {
    return this.reader.find(requireTenant(tenantId), decodeId('ep', endpointId));
  }

  /**
   * A tenant's endpoints, newest first.
   * @throws ValidationFailedError for a limit outside 1–100, IdInvalidError for a malformed cursor
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
   * Sends a test event to one endpoint, switched on or not, whatever events it asked for.
   * @throws IdInvalidError, ResourceNotFoundError
   */
  async testEndpoint(tenantId: string, endpointId: string): Promise<EndpointTestResult> {
    const tenant = requireTenant(tenantId);
    const id = decodeId('ep', endpointId);
    await this.reader.find(tenant, id);
    return this.testSender.sendTest(id, tenant);
  }

  private async change(
    tenantId: string,
    endpointId: string,
    fields: Partial<EndpointFields>,
  ): Promise<Endpoint> {
    const tenant = requireTenant(tenantId);
    const id = decodeId('ep', endpointId);
    if (fields.url !== undefined) requireAllowedUrl(this.guard, fields.url);
    await this.store.transaction(async (transaction) => {
      await transaction.change(await transaction.lock(tenant, id), fields);
    });
    return this.reader.find(tenant, id);
  }
}
