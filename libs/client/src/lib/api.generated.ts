// Made by `npm run client` from openapi.json. Do not edit.

export interface paths {
  '/webhooks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List endpoints, newest first */
    get: operations['listWebhookEndpoints'];
    put?: never;
    /**
     * Create an endpoint
     * @description The answer is the only place where its signing secret is shown.
     */
    post: operations['createWebhookEndpoint'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read an endpoint, with the last deliveries to it */
    get: operations['getWebhookEndpoint'];
    /**
     * Set every setting of an endpoint
     * @description What is left out returns to its default, custom headers too. Only the secret stays, with its scheme, and whether the endpoint is switched on.
     */
    put: operations['replaceWebhookEndpoint'];
    post?: never;
    /**
     * Delete an endpoint
     * @description Its waiting deliveries become dead letters; its history stays.
     */
    delete: operations['deleteWebhookEndpoint'];
    options?: never;
    head?: never;
    /**
     * Change settings of an endpoint
     * @description What is left out stays. Switched off, an endpoint keeps its deliveries waiting; switched on again, they go out by and by.
     */
    patch: operations['updateWebhookEndpoint'];
    trace?: never;
  };
  '/webhooks/{id}/deliveries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the deliveries to an endpoint, newest first
     * @description One page looks at no more than 5,000 deliveries. It may hold fewer than `limit`, even none, although there is more: go on until `nextCursor` is null.
     */
    get: operations['listWebhookEndpointDeliveries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/{id}/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read how an endpoint did in the last 24 hours */
    get: operations['getWebhookEndpointHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/{id}/lane': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read an endpoint's circuit, what is held for it, and where its lines halt */
    get: operations['getWebhookEndpointLane'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/{id}/lane/reset': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Close an open circuit by hand
     * @description The endpoint gets what was held bit by bit. A circuit that is not open stays as it is.
     */
    post: operations['resetWebhookEndpointLane'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/{id}/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Switch an endpoint off
     * @description Its deliveries wait until it is resumed. Events that are published meanwhile are not for it.
     */
    post: operations['pauseWebhookEndpoint'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/{id}/regenerate-secret': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give an endpoint a new signing secret
     * @description The answer is the only place where it is shown. The secrets before it go on signing beside it for the overlap.
     */
    post: operations['regenerateWebhookSecret'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/{id}/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Switch an endpoint on
     * @description What waited falls due oldest first, 100 a second at first and 10 more each second. Also for an endpoint that answered 410.
     */
    post: operations['resumeWebhookEndpoint'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/{id}/secrets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the live signing secrets of an endpoint, newest first
     * @description Never their values.
     */
    get: operations['listWebhookSecrets'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/{id}/secrets/{sid}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * End a signing secret before its overlap does
     * @description Not the newest one: nothing could be signed without it.
     */
    delete: operations['deleteWebhookSecret'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/{id}/stats': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read what became of the deliveries to an endpoint in a period */
    get: operations['getWebhookEndpointStatistics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/{id}/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a test event to an endpoint, or an example of another
     * @description Also to one that is switched off, and not to one that still has to be verified. Patterns and filter are not asked; statistics and replays leave it out.
     */
    post: operations['testWebhookEndpoint'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/{id}/verify': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask the receiver of an endpoint whether it wants webhooks
     * @description By the handshake of CloudEvents, or by a signed message whose token it has to answer. A receiver that does not agree is no error: the answer says why.
     */
    post: operations['verifyWebhookEndpoint'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List API keys, newest first */
    get: operations['listWebhookApiKeys'];
    put?: never;
    /**
     * Create an API key
     * @description The answer is the only place where its value is shown.
     */
    post: operations['createWebhookApiKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/api-keys/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Delete an API key
     * @description It is refused from the next request on.
     */
    delete: operations['deleteWebhookApiKey'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List who changed what, newest first
     * @description Never with a secret: of those it tells that they changed.
     */
    get: operations['listWebhookAudit'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/dead-letters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the dead letters that nobody has repeated, newest first
     * @description A page may hold fewer than `limit` although there is more: go on until `nextCursor` is null.
     */
    get: operations['listWebhookDeadLetters'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/dead-letters/purge': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Delete dead letters for good, at most 10,000 at a call
     * @description By `ids` or by `filter`; `filter.to` is for those older than a time.
     */
    post: operations['purgeWebhookDeadLetters'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/dead-letters/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Repeat dead letters, at most 10,000 at a call
     * @description By `ids`, also those that were repeated before; or by `filter`, those that were not.
     */
    post: operations['retryWebhookDeadLetters'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/deliveries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List deliveries, newest first
     * @description One page looks at no more than 5,000 deliveries. It may hold fewer than `limit`, even none, although there is more: go on until `nextCursor` is null.
     */
    get: operations['listWebhookDeliveries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/deliveries/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a delivery with its attempts */
    get: operations['getWebhookDelivery'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/deliveries/{id}/attempts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the attempts of a delivery, in the order in which they were made */
    get: operations['listWebhookAttempts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/deliveries/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel a delivery that is not final
     * @description An attempt that is under way ends by itself, and decides: delivered if the receiver took it, else cancelled. Until then the delivery stays `in_progress`.
     */
    post: operations['cancelWebhookDelivery'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/deliveries/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Repeat a delivery, whatever became of it
     * @description Makes a new delivery of the same event, due at once, each time it is called. What was still planned for the old one is cancelled.
     */
    post: operations['retryWebhookDelivery'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/deliveries/{id}/skip': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let an ordered endpoint go on that halts at this dead letter
     * @description What stands in line behind it goes on. To put a new delivery in its place instead, repeat it.
     */
    post: operations['skipWebhookDelivery'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List the events that can be subscribed to */
    get: operations['listWebhookEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/events/{type}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read what an event is, with the JSON Schema of its data */
    get: operations['getWebhookEvent'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/match': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask which endpoints would get an event, and why the others would not
     * @description Nothing is stored.
     */
    post: operations['matchWebhookEvent'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/publish': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Publish an event
     * @description Answers when it is stored, and waits for no receiver.
     */
    post: operations['publishWebhookEvent'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/publish/batch': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Publish up to 100 events, each for itself
     * @description One that is refused does not keep the others back: the answer says of each what became of it. Only when none could be stored at the moment, the answer is 503.
     */
    post: operations['publishWebhookEvents'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/published/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read what became of an event, endpoint by endpoint
     * @description Why each endpoint got it, or why not, each attempt, and what comes next.
     */
    get: operations['getWebhookEventStory'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/queue/pause': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stop all deliveries, in every process
     * @description Until they are resumed, restarts included. Events are published all the same.
     */
    post: operations['pauseWebhookQueue'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/queue/resume': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Let deliveries go out again */
    post: operations['resumeWebhookQueue'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/queue/retry-failed': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Repeat the dead letters of all tenants that nobody has repeated, at most 10,000 at a call
     * @description Newest first. Call again with `cursor` until `nextCursor` is null.
     */
    post: operations['retryFailedWebhooks'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/queue/stats': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read how the deliveries of all tenants stand */
    get: operations['getWebhookQueueStats'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/replays': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List replays, newest first */
    get: operations['listWebhookReplays'];
    put?: never;
    /**
     * Begin to deliver many events again
     * @description A job that goes on whatever happens to the processes. Of each event, the latest delivery to an endpoint decides. With `dryRun` it is only counted.
     */
    post: operations['createWebhookReplay'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/replays/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** See how far a replay has come */
    get: operations['getWebhookReplay'];
    put?: never;
    post?: never;
    /**
     * End a replay
     * @description The deliveries that it has made stay.
     */
    delete: operations['cancelWebhookReplay'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/stats': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read what became of all deliveries in a period */
    get: operations['getWebhookStatistics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/subjects/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Erase the payloads of all events about a subject
     * @description Deliveries that have not ended are cancelled. Counts stay.
     */
    delete: operations['eraseWebhookSubject'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    CreatedWebhookApiKey: {
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      expiresAt: string | null;
      /** @example key_01kamqz0x3f1v9p0c6c2q1b7zd */
      id: string;
      /**
       * Format: date-time
       * @description Exact to a minute; `null` before the first use.
       */
      lastUsedAt: string | null;
      /** @example CI */
      name: string;
      /**
       * @description First characters of the value.
       * @example hlk_x7Qa
       */
      prefix: string;
      /**
       * @example [
       *       "webhooks:read",
       *       "events:publish"
       *     ]
       */
      scopes: ('webhooks:read' | 'webhooks:write' | 'events:publish' | 'admin')[];
      /** @example acme */
      tenantId: string;
      /**
       * @description Sent as `authorization: Bearer …`. It is shown only here.
       * @example hlk_x7Qa4nS0pYv1Jw3kR8tLzC5mB2hG6dF9eUoIyTqNcXs
       */
      value: string;
    };
    CreatedWebhookEndpoint: {
      active: boolean;
      /** @description Requests a minute that the receiver allowed in the handshake; no more are sent. */
      allowedRate: number | null;
      /** @description Whether the URL came with a user name and password. They are never shown. */
      basicAuth: boolean;
      /**
       * @description Deliveries in flight at once, over all processes; `null` for the default of each.
       * @example null
       */
      concurrency: number | null;
      /** Format: date-time */
      createdAt: string;
      description: string | null;
      /** @enum {string|null} */
      disabledReason: 'manual' | 'gone' | 'failing' | null;
      /**
       * @example [
       *       "project.*"
       *     ]
       */
      events: string[];
      filter: components['schemas']['WebhookEventFilter'] | null;
      /**
       * @description Values are never shown.
       * @example [
       *       "x-team"
       *     ]
       */
      headerNames: string[];
      /** @example ep_01kamqz0x3f1v9p0c6c2q1b7zd */
      id: string;
      metadata: {
        [key: string]: unknown;
      };
      /** @example billing */
      name: string;
      /**
       * @description One delivery after the other; `null` for side by side.
       * @example null
       */
      ordering: components['schemas']['WebhookOrdering'] | null;
      /**
       * @description The live public keys, newest first; only with `standard-asymmetric`.
       * @example []
       */
      publicKeys: string[];
      /**
       * @description Over all processes; `null` for none of its own. `allowedRate` is never exceeded.
       * @example {
       *       "perSecond": 10,
       *       "burst": 20
       *     }
       */
      rateLimit: components['schemas']['WebhookRateLimit'] | null;
      retryPolicy:
        | {
            /** @description Milliseconds. */
            initialDelayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @description Milliseconds. */
            maxDelayMs: number;
            multiplier: number;
            /** @enum {string} */
            strategy: 'exponential';
          }
        | {
            /** @description Milliseconds. */
            initialDelayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @description Milliseconds. */
            maxDelayMs: number;
            /** @enum {string} */
            strategy: 'linear';
          }
        | {
            /** @description Milliseconds. */
            delayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @enum {string} */
            strategy: 'constant';
          }
        | {
            delaysMs: number[];
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @enum {string} */
            strategy: 'schedule';
          };
      retryStatuses: number[] | null;
      /**
       * @description What the receiver verifies with: the signing secret, which is shown only here, or the public key with `standard-asymmetric`.
       * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
       */
      secret: string;
      /**
       * @example [
       *       "whsec_MfK"
       *     ]
       */
      secretPrefixes: string[];
      /**
       * @example standard
       * @enum {string}
       */
      signatureScheme: 'standard' | 'standard-asymmetric' | 'hex' | 'sha256';
      /** @example acme */
      tenantId: string;
      /** @example 15000 */
      timeoutMs: number;
      /** Format: date-time */
      updatedAt: string;
      /** @example https://example.com/hook */
      url: string;
      /**
       * @example not_required
       * @enum {string}
       */
      verification: 'not_required' | 'pending' | 'verified';
      /** Format: date-time */
      verifiedAt: string | null;
      /** @description Also the `ETag`, in quotes. */
      version: number;
    };
    CreateWebhookApiKey: {
      /**
       * Format: date-time
       * @description In the future; `null` for never.
       * @default null
       * @example 2099-12-31T00:00:00.000Z
       */
      expiresAt?: string | null;
      /** @example CI */
      name: string;
      /**
       * @description `admin` allows everything, keys and the audit trail too.
       * @example [
       *       "webhooks:read",
       *       "events:publish"
       *     ]
       */
      scopes: ('webhooks:read' | 'webhooks:write' | 'events:publish' | 'admin')[];
    };
    CreateWebhookEndpoint: {
      /** @default true */
      active?: boolean;
      /**
       * @description Deliveries in flight at once, over all processes; `null` for the default, 10 in each process.
       * @example 2
       */
      concurrency?: number | null;
      description?: string | null;
      /**
       * @description Event types, `name.*` for everything below a name, or `*`. Empty means all.
       * @default []
       * @example [
       *       "project.*"
       *     ]
       */
      events?: string[];
      /**
       * @description Conditions on the payload; `null` for none.
       * @example {
       *       "path": "amount",
       *       "gte": 100
       *     }
       */
      filter?: components['schemas']['WebhookEventFilter'] | null;
      /**
       * @description Custom headers. Values are never shown again.
       * @example {
       *       "x-team": "billing"
       *     }
       */
      headers?: {
        [key: string]: string;
      };
      /** @description Short form, instead of `retryPolicy`: retries after the first attempt. */
      maxRetries?: number;
      /** @description Any JSON object of at most 16 KiB. */
      metadata?: {
        [key: string]: unknown;
      };
      /** @example billing */
      name: string;
      /**
       * @description One delivery after the other, in the order of publishing; `null` for side by side.
       * @example {
       *       "by": "key",
       *       "onExhausted": "halt"
       *     }
       */
      ordering?: components['schemas']['WebhookOrderingInput'] | null;
      /**
       * @description Deliveries a second, over all processes; `null` for no limit.
       * @example {
       *       "perSecond": 10,
       *       "burst": 20
       *     }
       */
      rateLimit?: components['schemas']['WebhookRateLimitInput'] | null;
      /** @description Short form, instead of `retryPolicy`: seconds before the first retry, doubling. */
      retryDelay?: number;
      /**
       * @description A policy, the name of a preset, or the short form; `null` for the default.
       * @example balanced
       */
      retryPolicy?:
        | {
            /** @description Milliseconds. */
            initialDelayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @description Milliseconds. */
            maxDelayMs: number;
            multiplier: number;
            /** @enum {string} */
            strategy: 'exponential';
          }
        | {
            /** @description Milliseconds. */
            initialDelayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @description Milliseconds. */
            maxDelayMs: number;
            /** @enum {string} */
            strategy: 'linear';
          }
        | {
            /** @description Milliseconds. */
            delayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @enum {string} */
            strategy: 'constant';
          }
        | {
            delaysMs: number[];
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @enum {string} */
            strategy: 'schedule';
          }
        | ('standard' | 'minutes' | 'quick' | 'balanced')
        | {
            /** @default 3 */
            maxRetries?: number;
            /** @default 60 */
            retryDelay?: number;
          }
        | null;
      /** @description Statuses that are retried instead of the default set; `null` for that. */
      retryStatuses?: number[] | null;
      /** @description `whsec_` and base64 of 24–64 bytes, or 24–64 bytes of text (`standard`); an ed25519 key `whsk_…` (`standard-asymmetric`); 24–255 bytes of text (`hex`, `sha256`). @default a new one */
      secret?: string;
      /**
       * @description How messages are signed.
       * @default standard
       * @enum {string}
       */
      signatureScheme?: 'standard' | 'standard-asymmetric' | 'hex' | 'sha256';
      /** @description Deadline of the whole exchange in milliseconds; `null` for the default. */
      timeoutMs?: number | null;
      /**
       * @description A user name and password in it are stored sealed, and sent as Basic.
       * @example https://example.com/hook
       */
      url: string;
    };
    CreateWebhookReplay: {
      /**
       * @description Only count what would be replayed.
       * @default false
       */
      dryRun?: boolean;
      /**
       * @description To this endpoint. @default all
       * @example ep_01kamqz0x3f1v9p0c6c2q1b7zd
       */
      endpointId?: string;
      /**
       * @description Patterns, as endpoints have them. Empty means all.
       * @default []
       * @example [
       *       "project.*"
       *     ]
       */
      eventTypes?: string[];
      /**
       * Format: date-time
       * @description Published then or later.
       */
      from?: string;
      /**
       * @description Instead: what the endpoint subscribes to and never had a delivery of. Needs `endpointId`.
       * @default false
       */
      missing?: boolean;
      /**
       * @description Most deliveries in a second.
       * @default 100
       */
      ratePerSecond?: number;
      /** @description What the latest delivery of an event to an endpoint has to have come to. @default all */
      statuses?: ('delivered' | 'dead_letter' | 'cancelled')[];
      /**
       * Format: date-time
       * @description Published before.
       */
      to?: string;
    };
    MatchWebhookEvent: {
      /**
       * @description By the rules of the event type.
       * @example {
       *       "id": "6f4e1c0a-8f0e-4f6f-9d57-5c1a3a6d9b10",
       *       "name": "Roadmap"
       *     }
       */
      data: {
        [key: string]: unknown;
      };
      /** @example project.created */
      type: string;
    };
    /** @description Problem details (RFC 9457). Branch on `code`. */
    Problem: {
      /**
       * @description Stable.
       * @example HOOKLINE_VALIDATION_FAILED
       */
      code: string;
      /** @example name: must be a text of 1–255 characters */
      detail: string;
      /** @description Fields at fault. */
      errors?: components['schemas']['ProblemField'][];
      /** @example 400 */
      status: number;
      /** @example Bad Request */
      title: string;
      /** @example about:blank */
      type: string;
    };
    ProblemField: {
      /** @example events[0] */
      field: string;
      /** @example must be an event type */
      message: string;
    };
    PublishedWebhookEvent: {
      /** @description One for each endpoint that gets it. */
      deliveries: string[];
      /** @description Whether the idempotency key was known: then this is the first event. */
      duplicate: boolean;
      /** @example evt_01kamqz0x3f1v9p0c6c2q1b7zd */
      id: string;
    };
    PublishWebhookBatch: {
      items: components['schemas']['PublishWebhookBatchItem'][];
    };
    PublishWebhookBatchItem: {
      /**
       * @description By the rules of the event type.
       * @example {
       *       "id": "6f4e1c0a-8f0e-4f6f-9d57-5c1a3a6d9b10",
       *       "name": "Roadmap"
       *     }
       */
      data: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When the event stops being of use: what is not delivered by then ends as a dead letter. Without it, as its type says; null for never.
       */
      expiresAt?: string | null;
      /** @description What the header `Idempotency-Key` is to a single event. */
      idempotencyKey?: string;
      /**
       * @description Endpoints that are ordered by key get events with the same key one after the other. Excludes `priority`.
       * @example project:42
       */
      orderingKey?: string;
      /**
       * @description Higher goes first. Excludes `orderingKey`.
       * @default 5
       */
      priority?: number;
      /**
       * @description What the event is about, for the history.
       * @example project:42
       */
      subject?: string;
      /** @description Labels, for the history. */
      tags?: string[];
      /** @example project.created */
      type: string;
    };
    PublishWebhookBatchResult: {
      /** @description Why it was not stored. */
      problem?: components['schemas']['Problem'];
      published?: components['schemas']['PublishedWebhookEvent'];
    };
    PublishWebhookBatchResults: {
      items: components['schemas']['PublishWebhookBatchResult'][];
    };
    PublishWebhookEvent: {
      /**
       * @description By the rules of the event type.
       * @example {
       *       "id": "6f4e1c0a-8f0e-4f6f-9d57-5c1a3a6d9b10",
       *       "name": "Roadmap"
       *     }
       */
      data: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When the event stops being of use: what is not delivered by then ends as a dead letter. Without it, as its type says; null for never.
       */
      expiresAt?: string | null;
      /**
       * @description Endpoints that are ordered by key get events with the same key one after the other. Excludes `priority`.
       * @example project:42
       */
      orderingKey?: string;
      /**
       * @description Higher goes first. Excludes `orderingKey`.
       * @default 5
       */
      priority?: number;
      /**
       * @description What the event is about, for the history.
       * @example project:42
       */
      subject?: string;
      /** @description Labels, for the history. */
      tags?: string[];
      /** @example project.created */
      type: string;
    };
    RegenerateWebhookSecret: {
      /**
       * @description How long the secrets before it go on signing, in milliseconds.
       * @default 86400000
       */
      overlapMs?: number;
      /** @description `whsec_` and base64 of 24–64 bytes, or 24–64 bytes of text (`standard`); an ed25519 key `whsk_…` (`standard-asymmetric`); 24–255 bytes of text (`hex`, `sha256`). @default a new one */
      secret?: string;
    };
    ReplaceWebhookEndpoint: {
      /** @default true */
      active?: boolean;
      /**
       * @description Deliveries in flight at once, over all processes; `null` for the default, 10 in each process.
       * @example 2
       */
      concurrency?: number | null;
      description?: string | null;
      /**
       * @description Event types, `name.*` for everything below a name, or `*`. Empty means all.
       * @default []
       * @example [
       *       "project.*"
       *     ]
       */
      events?: string[];
      /**
       * @description Conditions on the payload; `null` for none.
       * @example {
       *       "path": "amount",
       *       "gte": 100
       *     }
       */
      filter?: components['schemas']['WebhookEventFilter'] | null;
      /**
       * @description Custom headers. Values are never shown again.
       * @example {
       *       "x-team": "billing"
       *     }
       */
      headers?: {
        [key: string]: string;
      };
      /** @description Short form, instead of `retryPolicy`: retries after the first attempt. */
      maxRetries?: number;
      /** @description Any JSON object of at most 16 KiB. */
      metadata?: {
        [key: string]: unknown;
      };
      /** @example billing */
      name: string;
      /**
       * @description One delivery after the other, in the order of publishing; `null` for side by side.
       * @example {
       *       "by": "key",
       *       "onExhausted": "halt"
       *     }
       */
      ordering?: components['schemas']['WebhookOrderingInput'] | null;
      /**
       * @description Deliveries a second, over all processes; `null` for no limit.
       * @example {
       *       "perSecond": 10,
       *       "burst": 20
       *     }
       */
      rateLimit?: components['schemas']['WebhookRateLimitInput'] | null;
      /** @description Short form, instead of `retryPolicy`: seconds before the first retry, doubling. */
      retryDelay?: number;
      /**
       * @description A policy, the name of a preset, or the short form; `null` for the default.
       * @example balanced
       */
      retryPolicy?:
        | {
            /** @description Milliseconds. */
            initialDelayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @description Milliseconds. */
            maxDelayMs: number;
            multiplier: number;
            /** @enum {string} */
            strategy: 'exponential';
          }
        | {
            /** @description Milliseconds. */
            initialDelayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @description Milliseconds. */
            maxDelayMs: number;
            /** @enum {string} */
            strategy: 'linear';
          }
        | {
            /** @description Milliseconds. */
            delayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @enum {string} */
            strategy: 'constant';
          }
        | {
            delaysMs: number[];
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @enum {string} */
            strategy: 'schedule';
          }
        | ('standard' | 'minutes' | 'quick' | 'balanced')
        | {
            /** @default 3 */
            maxRetries?: number;
            /** @default 60 */
            retryDelay?: number;
          }
        | null;
      /** @description Statuses that are retried instead of the default set; `null` for that. */
      retryStatuses?: number[] | null;
      /**
       * @description How messages are signed.
       * @default standard
       * @enum {string}
       */
      signatureScheme?: 'standard' | 'standard-asymmetric' | 'hex' | 'sha256';
      /** @description Deadline of the whole exchange in milliseconds; `null` for the default. */
      timeoutMs?: number | null;
      /**
       * @description A user name and password in it are stored sealed, and sent as Basic.
       * @example https://example.com/hook
       */
      url: string;
    };
    RetryFailedWebhooks: {
      /** @description `nextCursor` of the call before. */
      cursor?: string;
    };
    TestWebhookEndpoint: {
      /**
       * @description An event of the catalog, whose example is sent.
       * @default webhook.test
       * @example webhook.test
       */
      type?: string;
    };
    UpdateWebhookEndpoint: {
      /** @default true */
      active?: boolean;
      /**
       * @description Deliveries in flight at once, over all processes; `null` for the default, 10 in each process.
       * @example 2
       */
      concurrency?: number | null;
      description?: string | null;
      /**
       * @description Event types, `name.*` for everything below a name, or `*`. Empty means all.
       * @default []
       * @example [
       *       "project.*"
       *     ]
       */
      events?: string[];
      /**
       * @description Conditions on the payload; `null` for none.
       * @example {
       *       "path": "amount",
       *       "gte": 100
       *     }
       */
      filter?: components['schemas']['WebhookEventFilter'] | null;
      /**
       * @description Custom headers. Values are never shown again.
       * @example {
       *       "x-team": "billing"
       *     }
       */
      headers?: {
        [key: string]: string;
      };
      /** @description Short form, instead of `retryPolicy`: retries after the first attempt. */
      maxRetries?: number;
      /** @description Any JSON object of at most 16 KiB. */
      metadata?: {
        [key: string]: unknown;
      };
      /** @example billing */
      name?: string;
      /**
       * @description One delivery after the other, in the order of publishing; `null` for side by side.
       * @example {
       *       "by": "key",
       *       "onExhausted": "halt"
       *     }
       */
      ordering?: components['schemas']['WebhookOrderingInput'] | null;
      /**
       * @description Deliveries a second, over all processes; `null` for no limit.
       * @example {
       *       "perSecond": 10,
       *       "burst": 20
       *     }
       */
      rateLimit?: components['schemas']['WebhookRateLimitInput'] | null;
      /** @description Short form, instead of `retryPolicy`: seconds before the first retry, doubling. */
      retryDelay?: number;
      /**
       * @description A policy, the name of a preset, or the short form; `null` for the default.
       * @example balanced
       */
      retryPolicy?:
        | {
            /** @description Milliseconds. */
            initialDelayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @description Milliseconds. */
            maxDelayMs: number;
            multiplier: number;
            /** @enum {string} */
            strategy: 'exponential';
          }
        | {
            /** @description Milliseconds. */
            initialDelayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @description Milliseconds. */
            maxDelayMs: number;
            /** @enum {string} */
            strategy: 'linear';
          }
        | {
            /** @description Milliseconds. */
            delayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @enum {string} */
            strategy: 'constant';
          }
        | {
            delaysMs: number[];
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @enum {string} */
            strategy: 'schedule';
          }
        | ('standard' | 'minutes' | 'quick' | 'balanced')
        | {
            /** @default 3 */
            maxRetries?: number;
            /** @default 60 */
            retryDelay?: number;
          }
        | null;
      /** @description Statuses that are retried instead of the default set; `null` for that. */
      retryStatuses?: number[] | null;
      /**
       * @description How messages are signed.
       * @default standard
       * @enum {string}
       */
      signatureScheme?: 'standard' | 'standard-asymmetric' | 'hex' | 'sha256';
      /** @description Deadline of the whole exchange in milliseconds; `null` for the default. */
      timeoutMs?: number | null;
      /**
       * @description A user name and password in it are stored sealed, and sent as Basic.
       * @example https://example.com/hook
       */
      url?: string;
    };
    VerifyWebhookEndpoint: {
      /**
       * @default challenge
       * @enum {string}
       */
      method?: 'handshake' | 'challenge';
    };
    WebhookApiKey: {
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      expiresAt: string | null;
      /** @example key_01kamqz0x3f1v9p0c6c2q1b7zd */
      id: string;
      /**
       * Format: date-time
       * @description Exact to a minute; `null` before the first use.
       */
      lastUsedAt: string | null;
      /** @example CI */
      name: string;
      /**
       * @description First characters of the value.
       * @example hlk_x7Qa
       */
      prefix: string;
      /**
       * @example [
       *       "webhooks:read",
       *       "events:publish"
       *     ]
       */
      scopes: ('webhooks:read' | 'webhooks:write' | 'events:publish' | 'admin')[];
      /** @example acme */
      tenantId: string;
    };
    WebhookApiKeyPage: {
      items: components['schemas']['WebhookApiKey'][];
      /** @description `cursor` of the next page. */
      nextCursor: string | null;
    };
    WebhookAttempt: {
      /** @description The address connected to. */
      address: string | null;
      /** @example 42 */
      durationMs: number;
      /** @enum {string|null} */
      errorCode:
        | 'timeout'
        | 'dns'
        | 'connection_refused'
        | 'connection_reset'
        | 'connection_failed'
        | 'tls'
        | 'http_status'
        | 'redirect'
        | 'response_too_large'
        | 'invalid_response'
        | 'blocked_address'
        | 'signature'
        | 'validation'
        | 'unknown'
        | null;
      /** @description For people; may change. */
      errorMessage: string | null;
      /** @example 1 */
      number: number;
      /** @description Cut. */
      responseBody: string | null;
      responseHeaders: {
        [key: string]: string;
      } | null;
      retryable: boolean;
      /** Format: date-time */
      startedAt: string;
      /** @description Null when no response arrived. */
      status: number | null;
    };
    WebhookAttemptList: {
      /** @description In the order in which they were made. */
      items: components['schemas']['WebhookAttempt'][];
    };
    WebhookAuditActor: {
      /** @description Id of the user or API key; `null` when nobody tells. */
      id: string | null;
      /** @enum {string} */
      type: 'user' | 'api_key' | 'system';
    };
    WebhookAuditEntry: {
      /** @example endpoint.updated */
      action: string;
      actor: components['schemas']['WebhookAuditActor'];
      /**
       * @example {
       *       "name": "invoices"
       *     }
       */
      after: {
        [key: string]: unknown;
      } | null;
      /**
       * @description Values before; of a change in parts, those that changed.
       * @example {
       *       "name": "billing"
       *     }
       */
      before: {
        [key: string]: unknown;
      } | null;
      /** Format: date-time */
      createdAt: string;
      /** @example aud_01kamqz0x3f1v9p0c6c2q1b7zd */
      id: string;
      /** @example ep_01kamqz0x3f1v9p0c6c2q1b7zd */
      resourceId: string | null;
      /** @example acme */
      tenantId: string;
    };
    WebhookAuditPage: {
      items: components['schemas']['WebhookAuditEntry'][];
      /** @description `cursor` of the next page. */
      nextCursor: string | null;
    };
    WebhookDeadLetterFilter: {
      /**
       * @description To this endpoint.
       * @example ep_01kamqz0x3f1v9p0c6c2q1b7zd
       */
      endpointId?: string;
      /**
       * @description Of this event.
       * @example evt_01kamqz0x3f1v9p0c6c2q1b7zd
       */
      eventId?: string;
      /** @example project.created */
      eventType?: string;
      /**
       * Format: date-time
       * @description Created then or later.
       */
      from?: string;
      /** @enum {string} */
      reason?: 'exhausted' | 'rejected' | 'gone' | 'expired' | 'endpoint_deleted';
      /** @description The status that the last attempt was answered with. */
      responseStatus?: number;
      subject?: string;
      tag?: string;
      /**
       * Format: date-time
       * @description Created before.
       */
      to?: string;
    };
    WebhookDeadLetterResult: {
      /** @description Dead letters that it was done with. */
      count: number;
      /** @description Call again with this as `cursor`; null when all is done. */
      nextCursor: string | null;
    };
    WebhookDeadLetterSelection: {
      /** @description With `filter`: `nextCursor` of the call before. */
      cursor?: string;
      /** @description Instead of `ids`; `{}` for all. */
      filter?: components['schemas']['WebhookDeadLetterFilter'];
      /**
       * @example [
       *       "dlv_01kamqz0x3f1v9p0c6c2q1b7zd"
       *     ]
       */
      ids?: string[];
    };
    WebhookDelivery: {
      /** @description Attempts made so far. */
      attempts: number;
      /** Format: date-time */
      completedAt: string | null;
      /** Format: date-time */
      createdAt: string;
      /** @enum {string|null} */
      deadLetterReason: 'exhausted' | 'rejected' | 'gone' | 'expired' | 'endpoint_deleted' | null;
      /** @example ep_01kamqz0x3f1v9p0c6c2q1b7zd */
      endpointId: string;
      /** @example evt_01kamqz0x3f1v9p0c6c2q1b7zd */
      eventId: string;
      /** @example project.created */
      eventType: string;
      /**
       * Format: date-time
       * @description From then on it is not sent any more. Null for never.
       */
      expiresAt: string | null;
      /** @description Whether those behind it in line wait until somebody repeats or skips this dead letter. */
      haltsLine: boolean;
      /** @enum {string|null} */
      holdReason:
        'rate_limit' | 'paused' | 'circuit_open' | 'ordering' | 'unverified' | 'concurrency' | null;
      /** @example dlv_01kamqz0x3f1v9p0c6c2q1b7zd */
      id: string;
      /** Format: date-time */
      lastAttemptAt: string | null;
      /** Format: date-time */
      nextAttemptAt: string | null;
      priority: number;
      /** @description The latest repetition of this one. */
      retriedBy: string | null;
      /** @description The delivery that this one repeats. */
      retryOf: string | null;
      /** @enum {string} */
      status: 'pending' | 'in_progress' | 'retrying' | 'delivered' | 'dead_letter' | 'cancelled';
      /** @example acme */
      tenantId: string;
      /** @enum {string} */
      trigger: 'publish' | 'retry' | 'replay' | 'test';
    };
    WebhookDeliveryPage: {
      items: components['schemas']['WebhookDelivery'][];
      /** @description `cursor` of the next page. */
      nextCursor: string | null;
    };
    WebhookDeliveryWithAttempts: {
      /** @description In the order in which they were made. */
      attemptLog: components['schemas']['WebhookAttempt'][];
      /** @description Attempts made so far. */
      attempts: number;
      /** Format: date-time */
      completedAt: string | null;
      /** Format: date-time */
      createdAt: string;
      /** @enum {string|null} */
      deadLetterReason: 'exhausted' | 'rejected' | 'gone' | 'expired' | 'endpoint_deleted' | null;
      /** @example ep_01kamqz0x3f1v9p0c6c2q1b7zd */
      endpointId: string;
      /** @example evt_01kamqz0x3f1v9p0c6c2q1b7zd */
      eventId: string;
      /** @example project.created */
      eventType: string;
      /**
       * Format: date-time
       * @description From then on it is not sent any more. Null for never.
       */
      expiresAt: string | null;
      /** @description Whether those behind it in line wait until somebody repeats or skips this dead letter. */
      haltsLine: boolean;
      /** @enum {string|null} */
      holdReason:
        'rate_limit' | 'paused' | 'circuit_open' | 'ordering' | 'unverified' | 'concurrency' | null;
      /** @example dlv_01kamqz0x3f1v9p0c6c2q1b7zd */
      id: string;
      /** Format: date-time */
      lastAttemptAt: string | null;
      /** Format: date-time */
      nextAttemptAt: string | null;
      priority: number;
      /** @description The latest repetition of this one. */
      retriedBy: string | null;
      /** @description The delivery that this one repeats. */
      retryOf: string | null;
      /** @enum {string} */
      status: 'pending' | 'in_progress' | 'retrying' | 'delivered' | 'dead_letter' | 'cancelled';
      /** @example acme */
      tenantId: string;
      /** @enum {string} */
      trigger: 'publish' | 'retry' | 'replay' | 'test';
    };
    WebhookEndpoint: {
      active: boolean;
      /** @description Requests a minute that the receiver allowed in the handshake; no more are sent. */
      allowedRate: number | null;
      /** @description Whether the URL came with a user name and password. They are never shown. */
      basicAuth: boolean;
      /**
       * @description Deliveries in flight at once, over all processes; `null` for the default of each.
       * @example null
       */
      concurrency: number | null;
      /** Format: date-time */
      createdAt: string;
      description: string | null;
      /** @enum {string|null} */
      disabledReason: 'manual' | 'gone' | 'failing' | null;
      /**
       * @example [
       *       "project.*"
       *     ]
       */
      events: string[];
      filter: components['schemas']['WebhookEventFilter'] | null;
      /**
       * @description Values are never shown.
       * @example [
       *       "x-team"
       *     ]
       */
      headerNames: string[];
      /** @example ep_01kamqz0x3f1v9p0c6c2q1b7zd */
      id: string;
      metadata: {
        [key: string]: unknown;
      };
      /** @example billing */
      name: string;
      /**
       * @description One delivery after the other; `null` for side by side.
       * @example null
       */
      ordering: components['schemas']['WebhookOrdering'] | null;
      /**
       * @description The live public keys, newest first; only with `standard-asymmetric`.
       * @example []
       */
      publicKeys: string[];
      /**
       * @description Over all processes; `null` for none of its own. `allowedRate` is never exceeded.
       * @example {
       *       "perSecond": 10,
       *       "burst": 20
       *     }
       */
      rateLimit: components['schemas']['WebhookRateLimit'] | null;
      retryPolicy:
        | {
            /** @description Milliseconds. */
            initialDelayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @description Milliseconds. */
            maxDelayMs: number;
            multiplier: number;
            /** @enum {string} */
            strategy: 'exponential';
          }
        | {
            /** @description Milliseconds. */
            initialDelayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @description Milliseconds. */
            maxDelayMs: number;
            /** @enum {string} */
            strategy: 'linear';
          }
        | {
            /** @description Milliseconds. */
            delayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @enum {string} */
            strategy: 'constant';
          }
        | {
            delaysMs: number[];
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @enum {string} */
            strategy: 'schedule';
          };
      retryStatuses: number[] | null;
      /**
       * @example [
       *       "whsec_MfK"
       *     ]
       */
      secretPrefixes: string[];
      /**
       * @example standard
       * @enum {string}
       */
      signatureScheme: 'standard' | 'standard-asymmetric' | 'hex' | 'sha256';
      /** @example acme */
      tenantId: string;
      /** @example 15000 */
      timeoutMs: number;
      /** Format: date-time */
      updatedAt: string;
      /** @example https://example.com/hook */
      url: string;
      /**
       * @example not_required
       * @enum {string}
       */
      verification: 'not_required' | 'pending' | 'verified';
      /** Format: date-time */
      verifiedAt: string | null;
      /** @description Also the `ETag`, in quotes. */
      version: number;
    };
    WebhookEndpointHealth: {
      attempts: number;
      /**
       * @description Whether it gets deliveries: see its lane.
       * @enum {string}
       */
      circuit: 'closed' | 'open' | 'half_open' | 'ramping';
      /** @example ep_01kamqz0x3f1v9p0c6c2q1b7zd */
      endpointId: string;
      failedAttempts: number;
      /** Format: date-time */
      failingSince: string | null;
      /** Format: date-time */
      from: string;
      lastDelivery: components['schemas']['WebhookDelivery'] | null;
      /** Format: date-time */
      lastFailureAt: string | null;
      /** Format: date-time */
      lastSuccessAt: string | null;
      /** @enum {string} */
      status: 'healthy' | 'degraded' | 'failing' | 'idle';
      /** @description Of attempts, 0–1. */
      successRate: number | null;
      waiting: components['schemas']['WebhookWaitingCounts'];
    };
    WebhookEndpointLane: {
      /**
       * @description `closed`: as usual. `open`: the endpoint gets nothing. `half_open`: one delivery, to see whether it is back. `ramping`: what was held, bit by bit.
       * @enum {string}
       */
      circuit: 'closed' | 'open' | 'half_open' | 'ramping';
      /** @example ep_01kamqz0x3f1v9p0c6c2q1b7zd */
      endpointId: string;
      /** @description Where its lines halt; at most 100. */
      halts: components['schemas']['WebhookLineHalt'][];
      /** @description Deliveries that wait for the lane. 10000 stands for more. */
      held: number;
      /** @description How often in a row the circuit opened. */
      openings: number;
      /** Format: date-time */
      openUntil: string | null;
      /**
       * @description It did not answer, or asked for a pause (429 or 503 with `Retry-After`).
       * @enum {string|null}
       */
      reason: 'failures' | 'asked' | null;
    };
    WebhookEndpointMatch: {
      /** @example ep_01kamqz0x3f1v9p0c6c2q1b7zd */
      endpointId: string;
      /** @example billing */
      endpointName: string;
      matched: boolean;
      /** @description What stands in the way. */
      obstacles: ('paused' | 'gone' | 'unverified' | 'pattern' | 'filter')[];
      /**
       * @description The first pattern that has the type.
       * @example project.*
       */
      pattern: string | null;
    };
    WebhookEndpointPage: {
      items: components['schemas']['WebhookEndpoint'][];
      /** @description `cursor` of the next page. */
      nextCursor: string | null;
    };
    WebhookEndpointStatistics: {
      attempts: number;
      /**
       * @description Attempts that succeeded ÷ attempts, 0–1.
       * @example 0.97
       */
      attemptSuccessRate: number | null;
      cancelled: number;
      deadLetter: number;
      delivered: number;
      /** @example ep_01kamqz0x3f1v9p0c6c2q1b7zd */
      endpointId: string;
      failedAttempts: number;
      /** @description Milliseconds, over the attempts that got an answer. */
      responseTimeMs: components['schemas']['WebhookResponseTimes'] | null;
      /**
       * @description Delivered ÷ delivered and dead letters, 0–1.
       * @example 0.99
       */
      successRate: number | null;
    };
    WebhookEndpointStory: {
      /** @description Whether the settings were changed after the event. */
      changedSince: boolean;
      /** @description Oldest first. */
      deliveries: components['schemas']['WebhookDeliveryWithAttempts'][];
      /** @example ep_01kamqz0x3f1v9p0c6c2q1b7zd */
      endpointId: string;
      /** @example billing */
      endpointName: string;
      /** @description Why there is no delivery. */
      obstacles: (
        'paused' | 'gone' | 'unverified' | 'pattern' | 'filter' | 'not_yet' | 'changed'
      )[];
      /**
       * @description The first pattern that has the type, by the settings of today.
       * @example project.*
       */
      pattern: string | null;
      /**
       * @description For people; may change.
       * @example Not sent: its filter does not want this payload.
       */
      summary: string;
    };
    WebhookEndpointTestResult: {
      /** @description Null when it was not made in time; then the delivery shows it later. */
      attempt: components['schemas']['WebhookAttempt'] | null;
      /** @description Whether the endpoint answered with a 2xx status. */
      delivered: boolean;
      /** @example dlv_01kamqz0x3f1v9p0c6c2q1b7zd */
      deliveryId: string;
    };
    WebhookEndpointVerification: {
      endpoint: components['schemas']['WebhookEndpoint'];
      /** @enum {string} */
      method: 'handshake' | 'challenge';
      /** @description Why not; for people. */
      problem: string | null;
      /** @description Null when no answer arrived. */
      status: number | null;
      verified: boolean;
    };
    WebhookEndpointWithDeliveries: {
      active: boolean;
      /** @description Requests a minute that the receiver allowed in the handshake; no more are sent. */
      allowedRate: number | null;
      /** @description Whether the URL came with a user name and password. They are never shown. */
      basicAuth: boolean;
      /**
       * @description Deliveries in flight at once, over all processes; `null` for the default of each.
       * @example null
       */
      concurrency: number | null;
      /** Format: date-time */
      createdAt: string;
      description: string | null;
      /** @enum {string|null} */
      disabledReason: 'manual' | 'gone' | 'failing' | null;
      /**
       * @example [
       *       "project.*"
       *     ]
       */
      events: string[];
      filter: components['schemas']['WebhookEventFilter'] | null;
      /**
       * @description Values are never shown.
       * @example [
       *       "x-team"
       *     ]
       */
      headerNames: string[];
      /** @example ep_01kamqz0x3f1v9p0c6c2q1b7zd */
      id: string;
      /** @description The newest ten, newest first; tests too. */
      lastDeliveries: components['schemas']['WebhookDelivery'][];
      metadata: {
        [key: string]: unknown;
      };
      /** @example billing */
      name: string;
      /**
       * @description One delivery after the other; `null` for side by side.
       * @example null
       */
      ordering: components['schemas']['WebhookOrdering'] | null;
      /**
       * @description The live public keys, newest first; only with `standard-asymmetric`.
       * @example []
       */
      publicKeys: string[];
      /**
       * @description Over all processes; `null` for none of its own. `allowedRate` is never exceeded.
       * @example {
       *       "perSecond": 10,
       *       "burst": 20
       *     }
       */
      rateLimit: components['schemas']['WebhookRateLimit'] | null;
      retryPolicy:
        | {
            /** @description Milliseconds. */
            initialDelayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @description Milliseconds. */
            maxDelayMs: number;
            multiplier: number;
            /** @enum {string} */
            strategy: 'exponential';
          }
        | {
            /** @description Milliseconds. */
            initialDelayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @description Milliseconds. */
            maxDelayMs: number;
            /** @enum {string} */
            strategy: 'linear';
          }
        | {
            /** @description Milliseconds. */
            delayMs: number;
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @description The first included. */
            maxAttempts: number;
            /** @enum {string} */
            strategy: 'constant';
          }
        | {
            delaysMs: number[];
            /**
             * @description Each delay is multiplied by a random factor in 1 ± jitter.
             * @default 0.1
             */
            jitter?: number;
            /** @enum {string} */
            strategy: 'schedule';
          };
      retryStatuses: number[] | null;
      /**
       * @example [
       *       "whsec_MfK"
       *     ]
       */
      secretPrefixes: string[];
      /**
       * @example standard
       * @enum {string}
       */
      signatureScheme: 'standard' | 'standard-asymmetric' | 'hex' | 'sha256';
      /** @example acme */
      tenantId: string;
      /** @example 15000 */
      timeoutMs: number;
      /** Format: date-time */
      updatedAt: string;
      /** @example https://example.com/hook */
      url: string;
      /**
       * @example not_required
       * @enum {string}
       */
      verification: 'not_required' | 'pending' | 'verified';
      /** Format: date-time */
      verifiedAt: string | null;
      /** @description Also the `ETag`, in quotes. */
      version: number;
    };
    WebhookErasure: {
      /** @description Deliveries of theirs that had not ended, and are cancelled. */
      cancelled: number;
      /** @description Events whose payload is gone. */
      events: number;
    };
    WebhookEventDescription: {
      deprecated: boolean;
      description: string | null;
      example: {
        [key: string]: unknown;
      } | null;
      /** @description How long after it was published it is of use. Null for ever. */
      expiresAfterMs: number | null;
      /** @example ProjectCreated */
      name: string;
      /**
       * @description JSON Schema of `data`.
       * @example {
       *       "type": "object",
       *       "properties": {
       *         "name": {
       *           "type": "string"
       *         }
       *       },
       *       "required": [
       *         "name"
       *       ]
       *     }
       */
      schema: {
        [key: string]: unknown;
      };
      /** @example project.created */
      type: string;
      /** @example 1 */
      version: string;
    };
    /** @description Conditions on the payload. Exactly one of `path` (with at least one comparison, all of which have to hold), `and`, `or` and `not`. At most 50 conditions, nested at most 5 deep. */
    WebhookEventFilter: {
      /** @description All hold. */
      and?: components['schemas']['WebhookEventFilter'][];
      /** @description The field is this value. */
      equals?: string | number | boolean | null;
      /** @description Whether the field is there. */
      exists?: boolean;
      /** @description Greater than. */
      gt?: string | number;
      /** @description Greater than or equal. */
      gte?: string | number;
      /** @description The field is one of these. */
      in?: (string | number | boolean | null)[];
      /** @description Less than. */
      lt?: string | number;
      /** @description Less than or equal. */
      lte?: string | number;
      /** @description It does not hold. */
      not?: components['schemas']['WebhookEventFilter'];
      /** @description One holds. */
      or?: components['schemas']['WebhookEventFilter'][];
      /**
       * @description Names of fields with dots between; a number is a place in a list.
       * @example customer.country
       */
      path?: string;
      /** @description The field is a text that begins so. */
      prefix?: string;
    };
    WebhookEventList: {
      items: components['schemas']['WebhookEventDescription'][];
    };
    WebhookEventMatch: {
      /** @description Newest first, at most 1,000. */
      items: components['schemas']['WebhookEndpointMatch'][];
    };
    WebhookEventStory: {
      /** Format: date-time */
      createdAt: string;
      endpoints: components['schemas']['WebhookEndpointStory'][];
      /**
       * Format: date-time
       * @description When it stops being of use. Null for never.
       */
      expiresAt: string | null;
      /** @example evt_01kamqz0x3f1v9p0c6c2q1b7zd */
      id: string;
      subject: string | null;
      tags: string[];
      /** @example acme */
      tenantId: string;
      /** @example project.created */
      type: string;
    };
    WebhookLineHalt: {
      /** @example dlv_01kamqz0x3f1v9p0c6c2q1b7zd */
      deliveryId: string;
      /** @description The line; empty when the endpoint has one line for everything. */
      orderingKey: string;
    };
    WebhookOrdering: {
      /**
       * @description Among which deliveries: all of the endpoint, or those of events with the same `orderingKey`.
       * @default endpoint
       * @enum {string}
       */
      by: 'endpoint' | 'key';
      /**
       * @description What those behind a dead letter do: wait until it is seen to, or go on.
       * @default halt
       * @enum {string}
       */
      onExhausted: 'halt' | 'continue';
    };
    /** @description What is left out has its default; `{}` switches ordering on. */
    WebhookOrderingInput: {
      /**
       * @description Among which deliveries: all of the endpoint, or those of events with the same `orderingKey`.
       * @default endpoint
       * @enum {string}
       */
      by?: 'endpoint' | 'key';
      /**
       * @description What those behind a dead letter do: wait until it is seen to, or go on.
       * @default halt
       * @enum {string}
       */
      onExhausted?: 'halt' | 'continue';
    };
    WebhookQueueStats: {
      /** @description In a process. */
      active: number;
      /** @description Delivered, of the newest 10,000 deliveries of the last hour. */
      completed: number;
      /** @description Not due yet: retries above all. */
      delayed: number;
      /** @description Dead letters. */
      failed: number;
      /** @description Kept back by the state of their endpoints. */
      held: number;
      /** @description How long the oldest has been due that no process has taken, in ms. */
      lagMs: number;
      /**
       * Format: date-time
       * @description Since when nothing goes out; null when it does.
       */
      pausedAt: string | null;
      /** @description Due, and taken by no process yet. */
      waiting: number;
    };
    WebhookRateLimit: {
      /**
       * @description How many go at once after a silence.
       * @default 20
       */
      burst: number;
      /**
       * @description Deliveries a second; one every ten seconds is 0.1.
       * @default 10
       */
      perSecond: number;
    };
    /** @description What is left out has its default; `{}` switches the limit on. */
    WebhookRateLimitInput: {
      /**
       * @description How many go at once after a silence.
       * @default 20
       */
      burst?: number;
      /**
       * @description Deliveries a second; one every ten seconds is 0.1.
       * @default 10
       */
      perSecond?: number;
    };
    WebhookReplay: {
      /** Format: date-time */
      completedAt: string | null;
      /** Format: date-time */
      createdAt: string;
      /** @description Null for all endpoints. */
      endpointId: string | null;
      /** @description Patterns; empty for all. */
      eventTypes: string[];
      /** Format: date-time */
      from: string | null;
      /** @example rpl_01kamqz0x3f1v9p0c6c2q1b7zd */
      id: string;
      missing: boolean;
      /** @example 100 */
      ratePerSecond: number;
      /** @description Deliveries that it has made. */
      replayed: number;
      /** @enum {string} */
      status: 'running' | 'completed' | 'cancelled';
      statuses: ('delivered' | 'dead_letter' | 'cancelled')[];
      /** @example acme */
      tenantId: string;
      /** Format: date-time */
      to: string | null;
      /** @description Deliveries that there were to make when it began; null when there were too many to count. */
      total: number | null;
    };
    WebhookReplayEstimate: {
      /** @description False when there were too many to count: it is at least `count` then. */
      complete: boolean;
      count: number;
    };
    WebhookReplayPage: {
      items: components['schemas']['WebhookReplay'][];
      /** @description `cursor` of the next page. */
      nextCursor: string | null;
    };
    WebhookResponseCounts: {
      '2xx': number;
      '3xx': number;
      '4xx': number;
      '5xx': number;
      /** @description No answer came. */
      none: number;
      other: number;
    };
    WebhookResponseTimes: {
      /** @example 84.2 */
      average: number;
      /** @example 71.5 */
      p50: number;
      /** @example 240 */
      p95: number;
      /** @example 480 */
      p99: number;
    };
    WebhookSecret: {
      /** Format: date-time */
      createdAt: string;
      /**
       * Format: date-time
       * @description When it stops signing; `null` for the newest one.
       */
      expiresAt: string | null;
      /** @example sec_01kamqz0x3f1v9p0c6c2q1b7zd */
      id: string;
      /** @example whsec_MfK */
      prefix: string;
    };
    WebhookSecretList: {
      items: components['schemas']['WebhookSecret'][];
    };
    WebhookStatistics: {
      /** @enum {string} */
      bucket: 'hour' | 'day';
      /** @description At most 100, busiest first. */
      byEndpoint: components['schemas']['WebhookEndpointStatistics'][];
      /** @description At most 100, busiest first. */
      byType: components['schemas']['WebhookTypeStatistics'][];
      /** Format: date-time */
      from: string;
      /** @description In order, empty ones too. */
      series: components['schemas']['WebhookStatisticsPoint'][];
      /** Format: date-time */
      to: string;
      totals: components['schemas']['WebhookStatisticsTotals'];
      /** @description Now. 10000 stands for more, of both together. */
      waiting: components['schemas']['WebhookWaitingCounts'];
    };
    WebhookStatisticsPoint: {
      attempts: number;
      /**
       * @description Attempts that succeeded ÷ attempts, 0–1.
       * @example 0.97
       */
      attemptSuccessRate: number | null;
      cancelled: number;
      deadLetter: number;
      delivered: number;
      failedAttempts: number;
      /** @description Milliseconds, over the attempts that got an answer. */
      responseTimeMs: components['schemas']['WebhookResponseTimes'] | null;
      /** Format: date-time */
      start: string;
      /**
       * @description Delivered ÷ delivered and dead letters, 0–1.
       * @example 0.99
       */
      successRate: number | null;
    };
    WebhookStatisticsTotals: {
      attempts: number;
      /**
       * @description Attempts that succeeded ÷ attempts, 0–1.
       * @example 0.97
       */
      attemptSuccessRate: number | null;
      cancelled: number;
      deadLetter: number;
      delivered: number;
      failedAttempts: number;
      responses: components['schemas']['WebhookResponseCounts'];
      /** @description Milliseconds, over the attempts that got an answer. */
      responseTimeMs: components['schemas']['WebhookResponseTimes'] | null;
      /**
       * @description Delivered ÷ delivered and dead letters, 0–1.
       * @example 0.99
       */
      successRate: number | null;
    };
    WebhookTypeStatistics: {
      attempts: number;
      /**
       * @description Attempts that succeeded ÷ attempts, 0–1.
       * @example 0.97
       */
      attemptSuccessRate: number | null;
      cancelled: number;
      deadLetter: number;
      delivered: number;
      /** @example project.created */
      eventType: string;
      failedAttempts: number;
      /** @description Milliseconds, over the attempts that got an answer. */
      responseTimeMs: components['schemas']['WebhookResponseTimes'] | null;
      /**
       * @description Delivered ÷ delivered and dead letters, 0–1.
       * @example 0.99
       */
      successRate: number | null;
    };
    WebhookWaitingCounts: {
      pending: number;
      retrying: number;
    };
  };
  responses: {
    /** @description `HOOKLINE_ID_INVALID`: An id or cursor is malformed, or of another kind. */
    'Problem.400.HOOKLINE_ID_INVALID': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_ID_INVALID';
          /** @enum {integer} */
          status: 400;
        };
      };
    };
    /** @description `HOOKLINE_VALIDATION_FAILED`: The request breaks a rule; `errors` names the fields. */
    'Problem.400.HOOKLINE_VALIDATION_FAILED': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_VALIDATION_FAILED';
          /** @enum {integer} */
          status: 400;
        };
      };
    };
    /** @description `HOOKLINE_VALIDATION_FAILED`: The request breaks a rule; `errors` names the fields. `HOOKLINE_EVENT_UNKNOWN`: The catalog has no event of this type. `HOOKLINE_EVENT_INVALID`: The event breaks the rules of its type. */
    'Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_EVENT_UNKNOWN.HOOKLINE_EVENT_INVALID': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_VALIDATION_FAILED' | 'HOOKLINE_EVENT_UNKNOWN' | 'HOOKLINE_EVENT_INVALID';
          /** @enum {integer} */
          status: 400;
        };
      };
    };
    /** @description `HOOKLINE_VALIDATION_FAILED`: The request breaks a rule; `errors` names the fields. `HOOKLINE_ID_INVALID`: An id or cursor is malformed, or of another kind. */
    'Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_VALIDATION_FAILED' | 'HOOKLINE_ID_INVALID';
          /** @enum {integer} */
          status: 400;
        };
      };
    };
    /** @description `HOOKLINE_VALIDATION_FAILED`: The request breaks a rule; `errors` names the fields. `HOOKLINE_ID_INVALID`: An id or cursor is malformed, or of another kind. `HOOKLINE_SECRET_INVALID`: The signing secret is none of the scheme. */
    'Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID.HOOKLINE_SECRET_INVALID': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_VALIDATION_FAILED' | 'HOOKLINE_ID_INVALID' | 'HOOKLINE_SECRET_INVALID';
          /** @enum {integer} */
          status: 400;
        };
      };
    };
    /** @description `HOOKLINE_VALIDATION_FAILED`: The request breaks a rule; `errors` names the fields. `HOOKLINE_ID_INVALID`: An id or cursor is malformed, or of another kind. `HOOKLINE_URL_BLOCKED`: Webhooks may not be sent to this URL; `detail` says why. */
    'Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID.HOOKLINE_URL_BLOCKED': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_VALIDATION_FAILED' | 'HOOKLINE_ID_INVALID' | 'HOOKLINE_URL_BLOCKED';
          /** @enum {integer} */
          status: 400;
        };
      };
    };
    /** @description `HOOKLINE_VALIDATION_FAILED`: The request breaks a rule; `errors` names the fields. `HOOKLINE_URL_BLOCKED`: Webhooks may not be sent to this URL; `detail` says why. `HOOKLINE_SECRET_INVALID`: The signing secret is none of the scheme. */
    'Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_URL_BLOCKED.HOOKLINE_SECRET_INVALID': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_VALIDATION_FAILED' | 'HOOKLINE_URL_BLOCKED' | 'HOOKLINE_SECRET_INVALID';
          /** @enum {integer} */
          status: 400;
        };
      };
    };
    /** @description `HOOKLINE_UNAUTHORIZED`: The caller is not signed in. `HOOKLINE_TENANT_MISSING`: The caller has no tenant. */
    'Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_UNAUTHORIZED' | 'HOOKLINE_TENANT_MISSING';
          /** @enum {integer} */
          status: 401;
        };
      };
    };
    /** @description `HOOKLINE_FORBIDDEN`: The caller lacks the scope that `detail` names. */
    'Problem.403.HOOKLINE_FORBIDDEN': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_FORBIDDEN';
          /** @enum {integer} */
          status: 403;
        };
      };
    };
    /** @description `HOOKLINE_NOT_FOUND`: There is no such thing, or it is not yours. */
    'Problem.404.HOOKLINE_NOT_FOUND': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_NOT_FOUND';
          /** @enum {integer} */
          status: 404;
        };
      };
    };
    /** @description `HOOKLINE_CONFLICT`: The thing is in a state that does not allow this. */
    'Problem.409.HOOKLINE_CONFLICT': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_CONFLICT';
          /** @enum {integer} */
          status: 409;
        };
      };
    };
    /** @description `HOOKLINE_ENDPOINT_LIMIT`: The tenant has as many endpoints as it may have. */
    'Problem.409.HOOKLINE_ENDPOINT_LIMIT': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_ENDPOINT_LIMIT';
          /** @enum {integer} */
          status: 409;
        };
      };
    };
    /** @description `HOOKLINE_ENDPOINT_UNVERIFIED`: The endpoint still has to be verified. */
    'Problem.409.HOOKLINE_ENDPOINT_UNVERIFIED': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_ENDPOINT_UNVERIFIED';
          /** @enum {integer} */
          status: 409;
        };
      };
    };
    /** @description `HOOKLINE_IDEMPOTENCY_CONFLICT`: The key was used for another event. */
    'Problem.409.HOOKLINE_IDEMPOTENCY_CONFLICT': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_IDEMPOTENCY_CONFLICT';
          /** @enum {integer} */
          status: 409;
        };
      };
    };
    /** @description `HOOKLINE_SECRET_LIMIT`: Five signing secrets are live. */
    'Problem.409.HOOKLINE_SECRET_LIMIT': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_SECRET_LIMIT';
          /** @enum {integer} */
          status: 409;
        };
      };
    };
    /** @description `HOOKLINE_PRECONDITION_FAILED`: Its version is not one of `If-Match`. */
    'Problem.412.HOOKLINE_PRECONDITION_FAILED': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_PRECONDITION_FAILED';
          /** @enum {integer} */
          status: 412;
        };
      };
    };
    /** @description `HOOKLINE_PAYLOAD_TOO_LARGE`: The body or the event is too large. */
    'Problem.413.HOOKLINE_PAYLOAD_TOO_LARGE': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_PAYLOAD_TOO_LARGE';
          /** @enum {integer} */
          status: 413;
        };
      };
    };
    /** @description `HTTP_415`: The body is not of the type `application/json`. */
    'Problem.415.HTTP_415': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HTTP_415';
          /** @enum {integer} */
          status: 415;
        };
      };
    };
    /** @description `HOOKLINE_RATE_LIMITED`: The caller makes too many requests. */
    'Problem.429.HOOKLINE_RATE_LIMITED': {
      headers: {
        /** @description Seconds. */
        'Retry-After'?: string;
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_RATE_LIMITED';
          /** @enum {integer} */
          status: 429;
        };
      };
    };
    /** @description `HOOKLINE_RATE_LIMITED`: The caller makes too many requests. `HOOKLINE_VERIFICATION_TOO_SOON`: The receiver was asked a moment ago. */
    'Problem.429.HOOKLINE_RATE_LIMITED.HOOKLINE_VERIFICATION_TOO_SOON': {
      headers: {
        /** @description Seconds. */
        'Retry-After'?: string;
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_RATE_LIMITED' | 'HOOKLINE_VERIFICATION_TOO_SOON';
          /** @enum {integer} */
          status: 429;
        };
      };
    };
    /** @description `HOOKLINE_INTERNAL`: Something went wrong inside the server; its log says what. */
    'Problem.500.HOOKLINE_INTERNAL': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HOOKLINE_INTERNAL';
          /** @enum {integer} */
          status: 500;
        };
      };
    };
    /** @description `HOOKLINE_DATABASE_READ_ONLY`: The database takes no writes at the moment. `HTTP_503`: Something that the server needs can not be reached. `HOOKLINE_PUBLISH_OVERLOADED`: Too much waits to be stored. `HOOKLINE_PUBLISHER_CLOSED`: The application is stopping. */
    'Problem.503.HOOKLINE_DATABASE_READ_ONLY.HTTP_503.HOOKLINE_PUBLISH_OVERLOADED.HOOKLINE_PUBLISHER_CLOSED': {
      headers: {
        /** @description Seconds. */
        'Retry-After'?: string;
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code:
            | 'HOOKLINE_DATABASE_READ_ONLY'
            | 'HTTP_503'
            | 'HOOKLINE_PUBLISH_OVERLOADED'
            | 'HOOKLINE_PUBLISHER_CLOSED';
          /** @enum {integer} */
          status: 503;
        };
      };
    };
    /** @description `HTTP_503`: Something that the server needs can not be reached. `HOOKLINE_DATABASE_READ_ONLY`: The database takes no writes at the moment. */
    'Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY': {
      headers: {
        /** @description Seconds. */
        'Retry-After'?: string;
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code: 'HTTP_503' | 'HOOKLINE_DATABASE_READ_ONLY';
          /** @enum {integer} */
          status: 503;
        };
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: {
    /** @description Most requests of the caller in a window. */
    'X-RateLimit-Limit': number;
    /** @description What is left of them. */
    'X-RateLimit-Remaining': number;
    /** @description Seconds until the window ends. */
    'X-RateLimit-Reset': number;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listWebhookEndpoints: {
    parameters: {
      query?: {
        /** @description Only those that are switched on, or off. */
        active?: boolean;
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description Only those whose patterns have this event type, switched on or not. */
        event?: string;
        /** @description Only those that did like this in the last 24 hours. */
        health?: 'healthy' | 'degraded' | 'failing' | 'idle';
        limit?: number;
        /** @description Only those whose name, URL or description contains this, in any case. */
        text?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookEndpointPage'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  createWebhookEndpoint: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateWebhookEndpoint'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          /** @description The `version`, in quotes, for `If-Match`. */
          ETag?: string;
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedWebhookEndpoint'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_URL_BLOCKED.HOOKLINE_SECRET_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      409: components['responses']['Problem.409.HOOKLINE_ENDPOINT_LIMIT'];
      413: components['responses']['Problem.413.HOOKLINE_PAYLOAD_TOO_LARGE'];
      415: components['responses']['Problem.415.HTTP_415'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  getWebhookEndpoint: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description The `version`, in quotes, for `If-Match`. */
          ETag?: string;
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookEndpointWithDeliveries'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  replaceWebhookEndpoint: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that the change is made for. When it is another by now, the answer is 412. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReplaceWebhookEndpoint'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description The `version`, in quotes, for `If-Match`. */
          ETag?: string;
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookEndpoint'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID.HOOKLINE_URL_BLOCKED'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      412: components['responses']['Problem.412.HOOKLINE_PRECONDITION_FAILED'];
      413: components['responses']['Problem.413.HOOKLINE_PAYLOAD_TOO_LARGE'];
      415: components['responses']['Problem.415.HTTP_415'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  deleteWebhookEndpoint: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that the change is made for. When it is another by now, the answer is 412. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      412: components['responses']['Problem.412.HOOKLINE_PRECONDITION_FAILED'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  updateWebhookEndpoint: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that the change is made for. When it is another by now, the answer is 412. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateWebhookEndpoint'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description The `version`, in quotes, for `If-Match`. */
          ETag?: string;
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookEndpoint'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID.HOOKLINE_URL_BLOCKED'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      412: components['responses']['Problem.412.HOOKLINE_PRECONDITION_FAILED'];
      413: components['responses']['Problem.413.HOOKLINE_PAYLOAD_TOO_LARGE'];
      415: components['responses']['Problem.415.HTTP_415'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  listWebhookEndpointDeliveries: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description Of this event. */
        eventId?: string;
        eventType?: string;
        /** @description Created then or later. */
        from?: string;
        limit?: number;
        /** @description The status that the last attempt was answered with. */
        responseStatus?: number;
        status?: 'pending' | 'in_progress' | 'retrying' | 'delivered' | 'dead_letter' | 'cancelled';
        subject?: string;
        tag?: string;
        /** @description Created before. */
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDeliveryPage'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  getWebhookEndpointHealth: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookEndpointHealth'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  getWebhookEndpointLane: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookEndpointLane'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  resetWebhookEndpointLane: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookEndpointLane'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  pauseWebhookEndpoint: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description The `version`, in quotes, for `If-Match`. */
          ETag?: string;
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookEndpoint'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  regenerateWebhookSecret: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that the change is made for. When it is another by now, the answer is 412. */
        'If-Match'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['RegenerateWebhookSecret'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description The `version`, in quotes, for `If-Match`. */
          ETag?: string;
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedWebhookEndpoint'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID.HOOKLINE_SECRET_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      409: components['responses']['Problem.409.HOOKLINE_SECRET_LIMIT'];
      412: components['responses']['Problem.412.HOOKLINE_PRECONDITION_FAILED'];
      413: components['responses']['Problem.413.HOOKLINE_PAYLOAD_TOO_LARGE'];
      415: components['responses']['Problem.415.HTTP_415'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  resumeWebhookEndpoint: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          /** @description The `version`, in quotes, for `If-Match`. */
          ETag?: string;
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookEndpoint'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  listWebhookSecrets: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookSecretList'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  deleteWebhookSecret: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        sid: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      409: components['responses']['Problem.409.HOOKLINE_CONFLICT'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  getWebhookEndpointStatistics: {
    parameters: {
      query?: {
        bucket?: 'hour' | 'day';
        /** @description Begin. Without it: 24 hours before `to`, or 30 days with `bucket=day`. */
        from?: string;
        /** @description End. Without it: now. */
        to?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookStatistics'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  testWebhookEndpoint: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['TestWebhookEndpoint'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookEndpointTestResult'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      409: components['responses']['Problem.409.HOOKLINE_ENDPOINT_UNVERIFIED'];
      413: components['responses']['Problem.413.HOOKLINE_PAYLOAD_TOO_LARGE'];
      415: components['responses']['Problem.415.HTTP_415'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  verifyWebhookEndpoint: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['VerifyWebhookEndpoint'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookEndpointVerification'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      413: components['responses']['Problem.413.HOOKLINE_PAYLOAD_TOO_LARGE'];
      415: components['responses']['Problem.415.HTTP_415'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED.HOOKLINE_VERIFICATION_TOO_SOON'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  listWebhookApiKeys: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookApiKeyPage'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  createWebhookApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateWebhookApiKey'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedWebhookApiKey'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      413: components['responses']['Problem.413.HOOKLINE_PAYLOAD_TOO_LARGE'];
      415: components['responses']['Problem.415.HTTP_415'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  deleteWebhookApiKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  listWebhookAudit: {
    parameters: {
      query?: {
        action?: string;
        /** @description Id of the user or API key who changed it. */
        actorId?: string;
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        limit?: number;
        /** @description Id of what was changed. */
        resourceId?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookAuditPage'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  listWebhookDeadLetters: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description To this endpoint. */
        endpointId?: string;
        /** @description Of this event. */
        eventId?: string;
        eventType?: string;
        /** @description Created then or later. */
        from?: string;
        limit?: number;
        reason?: 'exhausted' | 'rejected' | 'gone' | 'expired' | 'endpoint_deleted';
        /** @description The status that the last attempt was answered with. */
        responseStatus?: number;
        subject?: string;
        tag?: string;
        /** @description Created before. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDeliveryPage'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  purgeWebhookDeadLetters: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WebhookDeadLetterSelection'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDeadLetterResult'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      413: components['responses']['Problem.413.HOOKLINE_PAYLOAD_TOO_LARGE'];
      415: components['responses']['Problem.415.HTTP_415'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  retryWebhookDeadLetters: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WebhookDeadLetterSelection'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDeadLetterResult'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      413: components['responses']['Problem.413.HOOKLINE_PAYLOAD_TOO_LARGE'];
      415: components['responses']['Problem.415.HTTP_415'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  listWebhookDeliveries: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description To this endpoint. */
        endpointId?: string;
        /** @description Of this event. */
        eventId?: string;
        eventType?: string;
        /** @description Created then or later. */
        from?: string;
        limit?: number;
        /** @description The status that the last attempt was answered with. */
        responseStatus?: number;
        status?: 'pending' | 'in_progress' | 'retrying' | 'delivered' | 'dead_letter' | 'cancelled';
        subject?: string;
        tag?: string;
        /** @description Created before. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDeliveryPage'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  getWebhookDelivery: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDeliveryWithAttempts'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  listWebhookAttempts: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookAttemptList'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  cancelWebhookDelivery: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDelivery'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      409: components['responses']['Problem.409.HOOKLINE_CONFLICT'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  retryWebhookDelivery: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created */
      201: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDelivery'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      409: components['responses']['Problem.409.HOOKLINE_CONFLICT'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  skipWebhookDelivery: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDelivery'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      409: components['responses']['Problem.409.HOOKLINE_CONFLICT'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  listWebhookEvents: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookEventList'];
        };
      };
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  getWebhookEvent: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        type: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookEventDescription'];
        };
      };
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  matchWebhookEvent: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MatchWebhookEvent'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookEventMatch'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_EVENT_UNKNOWN.HOOKLINE_EVENT_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      413: components['responses']['Problem.413.HOOKLINE_PAYLOAD_TOO_LARGE'];
      415: components['responses']['Problem.415.HTTP_415'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  publishWebhookEvent: {
    parameters: {
      query?: never;
      header?: {
        /** @description For 24 hours, the same event under the same key is stored once and answered as the first one. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PublishWebhookEvent'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PublishedWebhookEvent'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_EVENT_UNKNOWN.HOOKLINE_EVENT_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      409: components['responses']['Problem.409.HOOKLINE_IDEMPOTENCY_CONFLICT'];
      413: components['responses']['Problem.413.HOOKLINE_PAYLOAD_TOO_LARGE'];
      415: components['responses']['Problem.415.HTTP_415'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HOOKLINE_DATABASE_READ_ONLY.HTTP_503.HOOKLINE_PUBLISH_OVERLOADED.HOOKLINE_PUBLISHER_CLOSED'];
    };
  };
  publishWebhookEvents: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PublishWebhookBatch'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PublishWebhookBatchResults'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      413: components['responses']['Problem.413.HOOKLINE_PAYLOAD_TOO_LARGE'];
      415: components['responses']['Problem.415.HTTP_415'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HOOKLINE_DATABASE_READ_ONLY.HTTP_503.HOOKLINE_PUBLISH_OVERLOADED.HOOKLINE_PUBLISHER_CLOSED'];
    };
  };
  getWebhookEventStory: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookEventStory'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  pauseWebhookQueue: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookQueueStats'];
        };
      };
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  resumeWebhookQueue: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookQueueStats'];
        };
      };
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  retryFailedWebhooks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['RetryFailedWebhooks'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDeadLetterResult'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      413: components['responses']['Problem.413.HOOKLINE_PAYLOAD_TOO_LARGE'];
      415: components['responses']['Problem.415.HTTP_415'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  getWebhookQueueStats: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookQueueStats'];
        };
      };
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  listWebhookReplays: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookReplayPage'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  createWebhookReplay: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['CreateWebhookReplay'];
      };
    };
    responses: {
      /** @description With `dryRun`: what would be replayed. */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookReplayEstimate'];
        };
      };
      /** @description Created */
      201: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookReplay'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      409: components['responses']['Problem.409.HOOKLINE_CONFLICT'];
      413: components['responses']['Problem.413.HOOKLINE_PAYLOAD_TOO_LARGE'];
      415: components['responses']['Problem.415.HTTP_415'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  getWebhookReplay: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookReplay'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  cancelWebhookReplay: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['Problem.400.HOOKLINE_ID_INVALID'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      404: components['responses']['Problem.404.HOOKLINE_NOT_FOUND'];
      409: components['responses']['Problem.409.HOOKLINE_CONFLICT'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  getWebhookStatistics: {
    parameters: {
      query?: {
        bucket?: 'hour' | 'day';
        /** @description Begin. Without it: 24 hours before `to`, or 30 days with `bucket=day`. */
        from?: string;
        /** @description End. Without it: now. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookStatistics'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
  eraseWebhookSubject: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The `subject` that events were published with. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          'X-RateLimit-Limit': components['headers']['X-RateLimit-Limit'];
          'X-RateLimit-Remaining': components['headers']['X-RateLimit-Remaining'];
          'X-RateLimit-Reset': components['headers']['X-RateLimit-Reset'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookErasure'];
        };
      };
      400: components['responses']['Problem.400.HOOKLINE_VALIDATION_FAILED'];
      401: components['responses']['Problem.401.HOOKLINE_UNAUTHORIZED.HOOKLINE_TENANT_MISSING'];
      403: components['responses']['Problem.403.HOOKLINE_FORBIDDEN'];
      429: components['responses']['Problem.429.HOOKLINE_RATE_LIMITED'];
      500: components['responses']['Problem.500.HOOKLINE_INTERNAL'];
      503: components['responses']['Problem.503.HTTP_503.HOOKLINE_DATABASE_READ_ONLY'];
    };
  };
}
