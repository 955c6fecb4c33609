// Made by `npm run client` from openapi.json. Do not edit.

/** Where each operation is, below the path of the management API. */
export const ROUTES = {
  /** List the events that can be subscribed to */
  listWebhookEvents: { method: 'GET', path: '/events' },
  /** Read what an event is, with the JSON Schema of its data */
  getWebhookEvent: { method: 'GET', path: '/events/{type}' },
  /** Publish an event */
  publishWebhookEvent: { method: 'POST', path: '/publish' },
  /** Publish up to 100 events, each for itself */
  publishWebhookEvents: { method: 'POST', path: '/publish/batch' },
  /** Read what became of an event, endpoint by endpoint */
  getWebhookEventStory: { method: 'GET', path: '/published/{id}' },
  /** Ask which endpoints would get an event, and why the others would not */
  matchWebhookEvent: { method: 'POST', path: '/match' },
  /** Read how the deliveries of all tenants stand */
  getWebhookQueueStats: { method: 'GET', path: '/queue/stats' },
  /** Stop all deliveries, in every process */
  pauseWebhookQueue: { method: 'POST', path: '/queue/pause' },
  /** Let deliveries go out again */
  resumeWebhookQueue: { method: 'POST', path: '/queue/resume' },
  /** Repeat the dead letters of all tenants that nobody has repeated, at most 10,000 at a call */
  retryFailedWebhooks: { method: 'POST', path: '/queue/retry-failed' },
  /** Create an API key */
  createWebhookApiKey: { method: 'POST', path: '/api-keys' },
  /** List API keys, newest first */
  listWebhookApiKeys: { method: 'GET', path: '/api-keys' },
  /** Delete an API key */
  deleteWebhookApiKey: { method: 'DELETE', path: '/api-keys/{id}' },
  /** List who changed what, newest first */
  listWebhookAudit: { method: 'GET', path: '/audit' },
  /** List deliveries, newest first */
  listWebhookDeliveries: { method: 'GET', path: '/deliveries' },
  /** Read a delivery with its attempts */
  getWebhookDelivery: { method: 'GET', path: '/deliveries/{id}' },
  /** List the attempts of a delivery, in the order in which they were made */
  listWebhookAttempts: { method: 'GET', path: '/deliveries/{id}/attempts' },
  /** Repeat a delivery, whatever became of it */
  retryWebhookDelivery: { method: 'POST', path: '/deliveries/{id}/retry' },
  /** Cancel a delivery that is not final */
  cancelWebhookDelivery: { method: 'POST', path: '/deliveries/{id}/cancel' },
  /** Let an ordered endpoint go on that halts at this dead letter */
  skipWebhookDelivery: { method: 'POST', path: '/deliveries/{id}/skip' },
  /** List the deliveries to an endpoint, newest first */
  listWebhookEndpointDeliveries: { method: 'GET', path: '/{id}/deliveries' },
  /** List the dead letters that nobody has repeated, newest first */
  listWebhookDeadLetters: { method: 'GET', path: '/dead-letters' },
  /** Repeat dead letters, at most 10,000 at a call */
  retryWebhookDeadLetters: { method: 'POST', path: '/dead-letters/retry' },
  /** Delete dead letters for good, at most 10,000 at a call */
  purgeWebhookDeadLetters: { method: 'POST', path: '/dead-letters/purge' },
  /** Begin to deliver many events again */
  createWebhookReplay: { method: 'POST', path: '/replays' },
  /** List replays, newest first */
  listWebhookReplays: { method: 'GET', path: '/replays' },
  /** See how far a replay has come */
  getWebhookReplay: { method: 'GET', path: '/replays/{id}' },
  /** End a replay */
  cancelWebhookReplay: { method: 'DELETE', path: '/replays/{id}' },
  /** Read an endpoint's circuit, what is held for it, and where its lines halt */
  getWebhookEndpointLane: { method: 'GET', path: '/{id}/lane' },
  /** Close an open circuit by hand */
  resetWebhookEndpointLane: { method: 'POST', path: '/{id}/lane/reset' },
  /** List the live signing secrets of an endpoint, newest first */
  listWebhookSecrets: { method: 'GET', path: '/{id}/secrets' },
  /** End a signing secret before its overlap does */
  deleteWebhookSecret: { method: 'DELETE', path: '/{id}/secrets/{sid}' },
  /** Read what became of all deliveries in a period */
  getWebhookStatistics: { method: 'GET', path: '/stats' },
  /** Read what became of the deliveries to an endpoint in a period */
  getWebhookEndpointStatistics: { method: 'GET', path: '/{id}/stats' },
  /** Read how an endpoint did in the last 24 hours */
  getWebhookEndpointHealth: { method: 'GET', path: '/{id}/health' },
  /** Erase the payloads of all events about a subject */
  eraseWebhookSubject: { method: 'DELETE', path: '/subjects/{id}' },
  /** Create an endpoint */
  createWebhookEndpoint: { method: 'POST', path: '' },
  /** List endpoints, newest first */
  listWebhookEndpoints: { method: 'GET', path: '' },
  /** Read an endpoint, with the last deliveries to it */
  getWebhookEndpoint: { method: 'GET', path: '/{id}' },
  /** Change settings of an endpoint */
  updateWebhookEndpoint: { method: 'PATCH', path: '/{id}' },
  /** Set every setting of an endpoint */
  replaceWebhookEndpoint: { method: 'PUT', path: '/{id}' },
  /** Delete an endpoint */
  deleteWebhookEndpoint: { method: 'DELETE', path: '/{id}' },
  /** Switch an endpoint off */
  pauseWebhookEndpoint: { method: 'POST', path: '/{id}/pause' },
  /** Switch an endpoint on */
  resumeWebhookEndpoint: { method: 'POST', path: '/{id}/resume' },
  /** Give an endpoint a new signing secret */
  regenerateWebhookSecret: { method: 'POST', path: '/{id}/regenerate-secret' },
  /** Send a test event to an endpoint, or an example of another */
  testWebhookEndpoint: { method: 'POST', path: '/{id}/test' },
  /** Ask the receiver of an endpoint whether it wants webhooks */
  verifyWebhookEndpoint: { method: 'POST', path: '/{id}/verify' },
} as const;
