import {
  DEAD_LETTER_REASONS,
  DISABLED_REASONS,
  type DeadLetteredDelivery,
  type DeadLetterReason,
  type DeliveryId,
  type DisabledReason,
  type EndpointId,
  type EventId,
  type NoticeData,
} from '@hookline/contracts';
import type { Type as Class } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsString,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { WebhookEvent } from './webhook-event.decorator';

const endpointId: EndpointId = 'ep_01kamqz0x3f1v9p0c6c2q1b7zd';
const SUNDAY = '2026-11-22T08:00:00.000Z';
const FRIDAY = '2026-11-27T08:00:00.000Z';

/** Whose class is checked by the rules of its notice. */
type Of<Name extends keyof NoticeData> = NoticeData[Name];

/** Told when attempts to an endpoint fail again and again. */
@WebhookEvent('hookline.endpoint.failing', {
  description:
    'Ten attempts to an endpoint in a row have failed, or three within half an hour or more',
  example: { endpointId, failingSince: SUNDAY, failedAttempts: 10, disablesAt: FRIDAY },
})
export class EndpointFailing implements Of<'hookline.endpoint.failing'> {
  @IsString() endpointId!: EndpointId;
  @IsISO8601() failingSince!: string;
  @IsInt() failedAttempts!: number;
  @ValidateIf((_, value) => value !== null) @IsISO8601() disablesAt!: string | null;
}

/** Told when an attempt succeeds after {@link EndpointFailing}. */
@WebhookEvent('hookline.endpoint.recovered', {
  description: 'An attempt succeeded to an endpoint that was failing',
  example: { endpointId, failingSince: SUNDAY, recoveredAt: FRIDAY },
})
export class EndpointRecovered implements Of<'hookline.endpoint.recovered'> {
  @IsString() endpointId!: EndpointId;
  @IsISO8601() failingSince!: string;
  @IsISO8601() recoveredAt!: string;
}

/** Told when an endpoint is switched off. */
@WebhookEvent('hookline.endpoint.disabled', {
  description:
    'An endpoint was switched off: by hand, because it answered 410, or after long failure',
  example: { endpointId, reason: 'failing', disabledAt: FRIDAY },
})
export class EndpointDisabled implements Of<'hookline.endpoint.disabled'> {
  @IsString() endpointId!: EndpointId;
  @IsIn(DISABLED_REASONS) reason!: DisabledReason;
  @IsISO8601() disabledAt!: string;
}

/** Told when an endpoint is switched on. */
@WebhookEvent('hookline.endpoint.enabled', {
  description: 'An endpoint was switched on again',
  example: { endpointId, enabledAt: FRIDAY },
})
export class EndpointEnabled implements Of<'hookline.endpoint.enabled'> {
  @IsString() endpointId!: EndpointId;
  @IsISO8601() enabledAt!: string;
}

/** Told when an endpoint gets a new signing secret. */
@WebhookEvent('hookline.endpoint.secret_rotated', {
  description: 'An endpoint has a new signing secret',
  example: { endpointId, secretPrefix: 'whsec_MfKQ', previousExpireAt: FRIDAY },
})
export class EndpointSecretRotated implements Of<'hookline.endpoint.secret_rotated'> {
  @IsString() endpointId!: EndpointId;
  @IsString() secretPrefix!: string;
  @IsISO8601() previousExpireAt!: string;
}

/** Told when deliveries to an endpoint are held because it does not answer. */
@WebhookEvent('hookline.endpoint.circuit_opened', {
  description: 'An endpoint does not answer; its deliveries are held until it does',
  example: { endpointId, openedAt: SUNDAY, nextProbeAt: '2026-11-22T08:00:30.000Z' },
})
export class EndpointCircuitOpened implements Of<'hookline.endpoint.circuit_opened'> {
  @IsString() endpointId!: EndpointId;
  @IsISO8601() openedAt!: string;
  @IsISO8601() nextProbeAt!: string;
}

class DeadLettered implements DeadLetteredDelivery {
  @IsString() deliveryId!: DeliveryId;
  @IsString() eventId!: EventId;
  @IsString() eventType!: string;
  @IsIn(DEAD_LETTER_REASONS) reason!: DeadLetterReason;
  @IsInt() attempts!: number;
  @IsISO8601() completedAt!: string;
}

const deadLetter: DeadLettered = {
  deliveryId: 'dlv_01kamqz0x3f1v9p0c6c2q1b7zd',
  eventId: 'evt_01kamqz0x3f1v9p0c6c2q1b7zd',
  eventType: 'project.created',
  reason: 'exhausted',
  attempts: 10,
  completedAt: SUNDAY,
};

/** Told when deliveries become dead letters: those of an endpoint within some seconds together. */
@WebhookEvent('hookline.delivery.dead_lettered', {
  description: 'Deliveries to an endpoint became dead letters: how many, and the newest 100',
  example: { endpointId, count: 1, from: SUNDAY, to: SUNDAY, deliveries: [deadLetter] },
})
export class DeliveryDeadLettered implements Of<'hookline.delivery.dead_lettered'> {
  @IsString() endpointId!: EndpointId;
  @IsInt() count!: number;
  @IsISO8601() from!: string;
  @IsISO8601() to!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => DeadLettered) deliveries!: DeadLettered[];
}

/** The events about webhooks themselves. They are in every catalog. */
export const NOTICE_EVENTS: readonly Class<object>[] = [
  EndpointFailing,
  EndpointRecovered,
  EndpointDisabled,
  EndpointEnabled,
  EndpointSecretRotated,
  EndpointCircuitOpened,
  DeliveryDeadLettered,
];
