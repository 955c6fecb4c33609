export { AppModule } from './app.module';
export { APP_OPTIONS, createApp, prepareApp } from './create-app';
export { HostAdapter } from './host-adapter';
export { WorkerModule } from './worker.module';
export { describeApi } from './docs';
export { signToken, type TokenClaims } from './auth/development-token';
export { SCOPES, type Scope } from './auth/scopes';
export { ConfigurationError, type ConfigurationIssue } from './config/configuration.error';
export { DEVELOPMENT_JWT_SECRET, loadConfig } from './config/load-config';
export { type ApiConfig } from './config/api-config';
export { API_EVENTS } from './events';
export { ProjectCreated } from './projects/events/project-created.event';
export { ProjectDeleted } from './projects/events/project-deleted.event';
export { ProjectChanges, ProjectUpdated } from './projects/events/project-updated.event';
export { SessionEnded } from './sessions/events/session-ended.event';
export { SessionMessageSent } from './sessions/events/session-message.event';
export { SessionPaused } from './sessions/events/session-paused.event';
export { SessionResumed } from './sessions/events/session-resumed.event';
export { SessionStarted } from './sessions/events/session-started.event';
export { AgentConnected } from './agents/events/agent-connected.event';
export { AgentDisconnected } from './agents/events/agent-disconnected.event';
export { AgentStatusChanged } from './agents/events/agent-status-changed.event';
export { SubscriptionCreated } from './subscriptions/events/subscription-created.event';
export { SubscriptionUpdated } from './subscriptions/events/subscription-updated.event';
export { SubscriptionCancelled } from './subscriptions/events/subscription-cancelled.event';
export { PaymentSucceeded } from './payments/events/payment-succeeded.event';
export { PaymentFailed } from './payments/events/payment-failed.event';
export { StorageQuotaWarning } from './storage/events/storage-quota-warning.event';
export { StorageQuotaExceeded } from './storage/events/storage-quota-exceeded.event';
export { UserCreated } from './users/events/user-created.event';
export { UserUpdated } from './users/events/user-updated.event';
export { UserDeleted } from './users/events/user-deleted.event';
export { RecordingCompleted } from './recordings/events/recording-completed.event';
export { RecordingFailed } from './recordings/events/recording-failed.event';
export { AgentSweeper } from './agents/agent-sweeper';
export {
  describeEvents,
  describeEventsAsPage,
  describeEventsAsTypes,
} from './catalog/describe-events';
