import type { ReceivedMessage } from '@hookline/webhooks';
import { Injectable } from '@nestjs/common';
import { ClerkUsersService } from '../users/clerk-users.service';
import { clerkChange } from './clerk-change';
import type { ClerkMessage } from './dto/clerk-message';
import { InboundTenants } from './inbound-tenants';

/** Passes on what Clerk says, in the transaction of its message. */
@Injectable()
export class ClerkHandler {
  constructor(
    private readonly users: ClerkUsersService,
    private readonly tenants: InboundTenants,
  ) {}

  async handle(message: ReceivedMessage<ClerkMessage>): Promise<void> {
    const change = clerkChange(message.payload);
    if (change === undefined) return;
    // Of a deleted user, Clerk tells the id alone.
    const named = change.tenantId ?? (await this.users.tenantOf(change.told.id));
    const tenantId = this.tenants.choose(named, message);
    if (tenantId === undefined) return;
    const at = new Date(message.payload.timestamp ?? Date.now());
    if (change.what === 'deleted') await this.users.deleted(tenantId, change.told.id, at);
    else await this.users[change.what](tenantId, change.told, at);
  }
}
