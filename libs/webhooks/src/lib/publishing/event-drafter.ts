import { Inject, Injectable } from '@nestjs/common';
import { isNoticeType, NOTICE_PREFIX, type WebhookEnvelope } from '@hookline/contracts';
import { createHash } from 'node:crypto';
import { CLOCK, type Clock } from '../clock/clock';
import { EventInvalidError } from '../common/errors/event-invalid.error';
import { PayloadTooLargeError } from '../common/errors/payload-too-large.error';
import { TenantMissingError } from '../common/errors/tenant-missing.error';
import { type FieldIssue, ValidationFailedError } from '../common/errors/validation-failed.error';
import { decodeId, encodeId, newUuid } from '../common/ids';
import { serializeEnvelope } from '../events/envelope';
import { EventCatalog } from '../events/event-catalog';
import { prepareEvent } from '../events/prepare-event';
import {
  ENDPOINT_DIRECTORY,
  type EndpointDirectory,
  type MatchedEndpoint,
} from '../registry/endpoint-directory';
import { isStorableText } from '../registry/storable';
import { SINGLE_TENANT_ID, WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import { wantedBy } from './wanted-by';
import type { EventContent } from '../storage/event-draft';
import { DEFAULT_PRIORITY } from './addressed-event';
import type { Publication } from './event-writer';
import type { PublishOptions } from './publish-options';

/** Everything about a publish but its transaction. */
type DraftOptions = Omit<PublishOptions, 'manager'>;

const MAX_LABEL_LENGTH = 255;
const MAX_TAGS = 20;

/** What an event would be, were it published. `data` is as its JSON says it. */
export interface EventPreview {
  tenantId: string;
  type: string;
  data: unknown;
}

/** Turns an event into what will be written: validated, matched to endpoints, serialized once. */
@Injectable()
export class EventDrafter {
  constructor(
    @Inject(WEBHOOKS_CONFIG) private readonly config: WebhooksConfig,
    private readonly catalog: EventCatalog,
    @Inject(ENDPOINT_DIRECTORY) private readonly endpoints: EndpointDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @throws EventUnknownError, EventInvalidError, TenantMissingError, ValidationFailedError,
   * PayloadTooLargeError, IdInvalidError
   */
  async draft(event: object, options: DraftOptions): Promise<Publication> {
    const tenantId = this.tenantOf(options);
    checkLabels(options);
    const { type, data } = await prepareEvent(event, this.catalog, this.config.strictEvents);
    refuseNotice(type);
    const id = newUuid();
    const createdAt = this.clock.now();
    const envelope = { id: encodeId('evt', id), type, timestampMs: createdAt, data };
    const body = Buffer.from(serializeEnvelope(envelope));
    this.checkSize(type, body.length);
    const matching = await this.endpoints.match(tenantId, type);
    const endpoints = wantedBy(among(matching, options.endpoints), body);
    const content = {
      id,
      tenantId,
      type,
      body,
      subject: options.subject ?? null,
      tags: options.tags ?? [],
      createdAt,
      expiresAt: this.expiryOf(type, options, createdAt),
      priority: options.priority ?? DEFAULT_PRIORITY,
      orderingKey: options.orderingKey ?? null,
      trigger: 'publish' as const,
    };
    const { idempotencyKey: key } = options;
    const idempotency =
      key === undefined ? undefined : { key, fingerprint: fingerprint(content, data, options) };
    return { event: { content, endpoints }, idempotency };
  }

  /**
   * Whose event it would be and what would be sent; nothing is drafted.
   * @throws what {@link draft} throws
   */
  async preview(event: object, options: DraftOptions): Promise<EventPreview> {
    const tenantId = this.tenantOf(options);
    const { type, data } = await prepareEvent(event, this.catalog, this.config.strictEvents);
    const envelope = { id: encodeId('evt', newUuid()), type, timestampMs: this.clock.now(), data };
    const body = serializeEnvelope(envelope);
    this.checkSize(type, Buffer.byteLength(body));
    return { tenantId, type, data: (JSON.parse(body) as WebhookEnvelope).data };
  }

  private tenantOf({ tenantId }: DraftOptions): string {
    if (tenantId !== undefined && tenantId !== '') return tenantId;
    if (this.config.singleTenant) return SINGLE_TENANT_ID;
    throw new TenantMissingError(
      'An event was published without a tenant and was not stored. Pass `tenantId`, or set `singleTenant: true`.',
    );
  }

  /** Clock time in ms; `null` for never. */
  private expiryOf(type: string, { expiresAt }: DraftOptions, createdAt: number): number | null {
    if (expiresAt !== undefined) return expiresAt?.getTime() ?? null;
    const expiresAfterMs = this.catalog.find(type)?.descriptor.expiresAfterMs ?? null;
    return expiresAfterMs === null ? null : createdAt + expiresAfterMs;
  }

  private checkSize(type: string, bytes: number): void {
    const { maxPayloadBytes } = this.config.publishing;
    if (bytes <= maxPayloadBytes) return;
    throw new PayloadTooLargeError(
      `Event "${type}" has ${bytes} bytes and was not stored; the limit is ${maxPayloadBytes}. ` +
        'Send an id that the receiver can fetch by, or raise `publishing.maxPayloadBytes`.',
    );
  }
}

/** Those of the endpoints that the caller named, or all when none were. */
function among(
  matching: readonly MatchedEndpoint[],
  named: DraftOptions['endpoints'],
): readonly MatchedEndpoint[] {
  if (named === undefined) return matching;
  const ids = new Set(named.map((id) => decodeId('ep', id)));
  return matching.filter(({ id }) => ids.has(id));
}

/** Who could publish one could tell receivers that their endpoint was switched off. */
function refuseNotice(type: string): void {
  if (!isNoticeType(type)) return;
  const message = `is reserved: what begins with "${NOTICE_PREFIX}" is published by Hookline alone`;
  throw new EventInvalidError(type, [{ field: 'type', message }]);
}

const LABELS = ['tenantId', 'idempotencyKey', 'subject', 'orderingKey'] as const;

function checkLabels(options: DraftOptions): void {
  const issues: FieldIssue[] = [];
  for (const field of LABELS) {
    const value = options[field];
    if (value !== undefined && !isLabel(value)) issues.push({ field, message: LABEL_RULE });
  }
  issues.push(...tagIssues(options), ...priorityIssues(options));
  if (!isExpiry(options.expiresAt)) {
    const message = 'must be a date of the years 1970 to 9999, or null';
    issues.push({ field: 'expiresAt', message });
  }
  if (issues.length > 0) throw new ValidationFailedError(issues);
}

function tagIssues({ tags = [] }: DraftOptions): FieldIssue[] {
  // It may come as JSON, where `null` is no list.
  if (!Array.isArray(tags)) return [{ field: 'tags', message: 'must be a list' }];
  const issues: FieldIssue[] = [];
  if (tags.length > MAX_TAGS)
    issues.push({ field: 'tags', message: `must be at most ${MAX_TAGS}` });
  if (!tags.every(isLabel)) issues.push({ field: 'tags', message: `each ${LABEL_RULE}` });
  return issues;
}

function priorityIssues({ priority, orderingKey }: DraftOptions): FieldIssue[] {
  if (priority === undefined) return [];
  if (orderingKey !== undefined) {
    const message = 'excludes orderingKey: an event that keeps to its place has no priority';
    return [{ field: 'priority', message }];
  }
  return PRIORITIES.includes(priority)
    ? []
    : [{ field: 'priority', message: 'must be an integer from 0 to 9' }];
}

const MAX_TIME = Date.parse('9999-12-31T23:59:59.999Z');

function isExpiry(time: unknown): boolean {
  if (time === undefined || time === null) return true;
  return time instanceof Date && time.getTime() >= 0 && time.getTime() <= MAX_TIME;
}

const PRIORITIES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const LABEL_RULE = `must be 1 to ${MAX_LABEL_LENGTH} characters of valid text, none of them NUL`;

function isLabel(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return value.length >= 1 && value.length <= MAX_LABEL_LENGTH && isStorableText(value);
}

/**
 * A digest of all that a caller says of an event; what says nothing new has the one of earlier versions.
 * When it expires by its class is nothing that the caller says: it follows from the time of the call.
 */
function fingerprint(event: EventContent, data: unknown, { expiresAt }: DraftOptions): string {
  const { type, subject, tags, priority, orderingKey } = event;
  const ordering = orderingKey === null ? [] : [{ orderingKey }];
  const expiry = expiresAt === undefined ? [] : [expiresAt];
  const labels = JSON.stringify([subject, tags, priority, ...ordering, ...expiry]);
  const said = labels === NO_LABELS ? '' : `\n${labels}`;
  return createHash('sha256')
    .update(`${type}\n${JSON.stringify(data)}${said}`)
    .digest('base64url');
}

const NO_LABELS = JSON.stringify([null, [], DEFAULT_PRIORITY]);
