import type { EndpointLane } from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { recordAudit } from '../audit/record-audit';
import { CLOCK, type Clock } from '../clock/clock';
import { decodeId } from '../common/ids';
import { EndpointReader } from '../registry/endpoint-reader';
import { requireTenant } from '../registry/tenant-id';
import { DATABASE, type Database } from '../storage/database';
import { type LaneStateRow, RESET_LANE, SELECT_LANE_STATE } from '../storage/sql/lane-state';
import { toLane } from './lane-view';

/** How deliveries get through to an endpoint: its circuit, what is held, where its lines halt. */
@Injectable()
export class WebhookLanesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly endpoints: EndpointReader,
  ) {}

  /**
   * The lane of an endpoint (`ep_…`).
   * @throws IdInvalidError, ResourceNotFoundError
   */
  async ofEndpoint(tenantId: string, endpointId: string): Promise<EndpointLane> {
    const uuid = decodeId('ep', endpointId);
    const { id } = await this.endpoints.find(requireTenant(tenantId), uuid);
    const [row] = await this.database.run<LaneStateRow>(SELECT_LANE_STATE, [uuid]);
    return toLane(id, row as LaneStateRow, this.clock.now());
  }

  /**
   * Closes an open circuit by hand: the endpoint gets what was held bit by bit, in every process within a
   * heartbeat. One that is not open stays as it is.
   * @returns the lane after that
   * @throws IdInvalidError, ResourceNotFoundError
   */
  async reset(tenantId: string, endpointId: string): Promise<EndpointLane> {
    const tenant = requireTenant(tenantId);
    const uuid = decodeId('ep', endpointId);
    const { id } = await this.endpoints.find(tenant, uuid);
    const at = this.clock.now();
    await this.database.transaction(async (transaction) => {
      const rows = await transaction.run(RESET_LANE, [uuid, at]);
      if (rows.length === 0) return;
      const action = 'endpoint.circuit_reset';
      await recordAudit(transaction, { tenantId: tenant, action, resourceId: id, at });
    });
    return this.ofEndpoint(tenant, id);
  }
}
