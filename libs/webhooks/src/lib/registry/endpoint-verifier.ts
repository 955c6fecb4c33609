import {
  VERIFICATION_METHODS,
  type EndpointVerification,
  type VerificationMethod,
} from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock/clock';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { VerificationTooSoonError } from '../common/errors/verification-too-soon.error';
import { decodeId } from '../common/ids';
import { EndpointProbe, type ProbeResult } from '../sending/endpoint-probe';
import type { EndpointEntity } from '../storage/entities';
import { EndpointCache } from './endpoint-cache';
import { EndpointReader } from './endpoint-reader';
import { EndpointStore } from './endpoint-store';
import { endpointNotFound } from './endpoint-transaction';
import { requireTenant } from './tenant-id';

/** How long an endpoint is left alone after it was asked, in ms. */
const PAUSE_MS = 10_000;

/**
 * Has endpoints show that they want webhooks. Until then, an endpoint that has to gets nothing: no
 * delivery is made for it, and what there was before its URL changed is held.
 */
@Injectable()
export class EndpointVerifier {
  constructor(
    private readonly store: EndpointStore,
    private readonly reader: EndpointReader,
    private readonly cache: EndpointCache,
    private readonly probe: EndpointProbe,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Asks the receiver of an endpoint, whatever state it is in, and answers what it said. A receiver
   * that does not agree is no error: the answer says why.
   * @param method the handshake of CloudEvents (`OPTIONS`), or a signed message whose token it answers.
   *   @default 'challenge'
   * @throws ValidationFailedError, IdInvalidError, ResourceNotFoundError; VerificationTooSoonError within
   *   ten seconds of the last time
   * @example
   * const { verified, problem } = await verifier.verify('acme', endpoint.id, 'handshake');
   */
  async verify(
    tenantId: string,
    endpointId: string,
    method: VerificationMethod = 'challenge',
  ): Promise<EndpointVerification> {
    const tenant = requireTenant(tenantId);
    const id = decodeId('ep', endpointId);
    if (!VERIFICATION_METHODS.includes(method)) {
      throw new ValidationFailedError([
        { field: 'method', message: `must be one of ${VERIFICATION_METHODS.join(', ')}` },
      ]);
    }
    await this.store.transaction(async (transaction) => {
      const endpoint = await transaction.lock(tenant, id);
      this.requirePause(endpoint, endpointId);
      await transaction.noteTry(endpoint);
    });
    const lookup = await this.cache.lookup(id);
    if (lookup.state === 'deleted') throw endpointNotFound(id);
    const asked = await this.probe.ask(lookup.target, method);
    const { consent, status } = await this.record(tenant, id, lookup.target.url, asked);
    const problem = consent.agreed ? null : consent.problem;
    const endpoint = await this.reader.find(tenant, id);
    return { verified: consent.agreed, method, status, problem, endpoint };
  }

  private requirePause({ verificationTriedAt }: EndpointEntity, endpointId: string): void {
    if (verificationTriedAt === null) return;
    const waitMs = verificationTriedAt.getTime() + PAUSE_MS - this.clock.now();
    if (waitMs > 0) throw new VerificationTooSoonError(endpointId, Math.ceil(waitMs / 1_000));
  }

  /** What one URL agreed to says nothing about another that the endpoint got meanwhile. */
  private async record(
    tenant: string,
    id: string,
    askedUrl: string,
    asked: ProbeResult,
  ): Promise<ProbeResult> {
    const { consent, status } = asked;
    if (!consent.agreed) return asked;
    return this.store.transaction(async (transaction): Promise<ProbeResult> => {
      const endpoint = await transaction.lock(tenant, id);
      if (endpoint.url !== askedUrl) {
        const problem = 'The URL was changed while the receiver was asked. Verify it again.';
        return { status, consent: { agreed: false, problem } };
      }
      await transaction.markVerified(endpoint, consent.allowedRate);
      return asked;
    });
  }
}
