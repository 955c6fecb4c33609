import type { VerificationState } from '@hookline/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { EgressGuard } from '../egress/egress-guard';
import { WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { requireAllowedUrl } from './allowed-url';

/** What a tenant's URL has to pass before anything is sent to it. */
@Injectable()
export class EndpointAdmission {
  constructor(
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    private readonly guard: EgressGuard,
  ) {}

  /**
   * Lets a URL of a tenant in, and answers where an endpoint begins with it.
   * @throws UrlBlockedError naming the rule, ValidationFailedError when it is no URL
   */
  async admit(tenantId: string, url: string): Promise<VerificationState> {
    await requireAllowedUrl(this.guard, url);
    const { required } = this.config.endpointVerification;
    const wanted = typeof required === 'function' ? await required(tenantId) : required;
    return wanted ? 'pending' : 'not_required';
  }
}
