import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { CLOCK, type Clock } from '../clock/clock';
import { PayloadTooLargeError } from '../common/errors/payload-too-large.error';
import { TenantMissingError } from '../common/errors/tenant-missing.error';
import { type FieldIssue, ValidationFailedError } from '../common/errors/validation-failed.error';
import { encodeId, newUuid } from '../common/ids';
import { serializeEnvelope } from '../events/envelope';
import { EventCatalog } from '../events/event-catalog';
import { prepareEvent } from '../events/prepare-event';
import { ENDPOINT_DIRECTORY, type EndpointDirectory } from '../registry/endpoint-directory';
import { SINGLE_TENANT_ID, WEBHOOKS_CONFIG, type WebhooksConfig } from '../webhooks.config';
import type { Publication } from './event-writer';
import type { PublishOptions } from './publish-options';

/** Everything about a publish but its transaction. */
type DraftOptions = Omit<PublishOptions, 'manager'>;

const DEFAULT_PRIORITY = 5;
const MAX_LABEL_LENGTH = 255;
const MAX_TAGS = 20;

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
   * PayloadTooLargeError
   */
  async draft(event: object, options: DraftOptions): Promise<Publication> {
    const tenantId = this.tenantOf(options);
    checkLabels(options);
    const { type, data } = await prepareEvent(event, this.catalog, this.config.strictEvents);
    const id = newUuid();
    const createdAt = this.clock.now();
    const envelope = { id: encodeId('evt', id), type, timestampMs: createdAt, data };
    const body = Buffer.from(serializeEnvelope(envelope));
    this.checkSize(type, body.length);
    const matched = await this.endpoints.match(tenantId, type);
    const draft = {
      id,
      tenantId,
      type,
      body,
      subject: options.subject ?? null,
      tags: options.tags ?? [],
      createdAt,
      priority: options.priority ?? DEFAULT_PRIORITY,
      trigger: 'publish' as const,
      deliveries: matched.map((endpoint) => ({
        id: newUuid(),
        endpointId: endpoint.id,
        owner: null,
      })),
    };
    const { idempotencyKey: key } = options;
    const idempotency =
      key === undefined ? undefined : { key, fingerprint: fingerprint(type, data) };
    return { draft, idempotency };
  }

  private tenantOf({ tenantId }: DraftOptions): string {
    if (tenantId !== undefined && tenantId !== '') return tenantId;
    if (this.config.singleTenant) return SINGLE_TENANT_ID;
    throw new TenantMissingError(
      'An event was published without a tenant and was not stored. Pass `tenantId`, or set `singleTenant: true`.',
    );
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

const LABELS = ['tenantId', 'idempotencyKey', 'subject'] as const;

function checkLabels(options: DraftOptions): void {
  const issues: FieldIssue[] = [];
  for (const field of LABELS) {
    const value = options[field];
    if (value !== undefined && !isLabel(value)) issues.push({ field, message: LABEL_RULE });
  }
  const { tags = [], priority } = options;
  if (tags.length > MAX_TAGS)
    issues.push({ field: 'tags', message: `must be at most ${MAX_TAGS}` });
  if (!tags.every(isLabel)) issues.push({ field: 'tags', message: `each ${LABEL_RULE}` });
  if (priority !== undefined && !PRIORITIES.includes(priority)) {
    issues.push({ field: 'priority', message: 'must be an integer from 0 to 9' });
  }
  if (issues.length > 0) throw new ValidationFailedError(issues);
}

const PRIORITIES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
/** NUL and lone surrogates: what Postgres can't hold as text. */
const UNSTORABLE = /\0|\p{Surrogate}/u;
const LABEL_RULE = `must be 1 to ${MAX_LABEL_LENGTH} characters of valid text, none of them NUL`;

function isLabel(text: string): boolean {
  return text.length >= 1 && text.length <= MAX_LABEL_LENGTH && !UNSTORABLE.test(text);
}

function fingerprint(type: string, data: unknown): string {
  return createHash('sha256')
    .update(`${type}\n${JSON.stringify(data)}`)
    .digest('base64url');
}
