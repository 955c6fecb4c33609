import { DOCUMENT_EVENTS } from '@hookline/document-events';
import { type Type } from '@nestjs/common';
import { AgentConnected } from './agents/events/agent-connected.event';
import { AgentDisconnected } from './agents/events/agent-disconnected.event';
import { AgentStatusChanged } from './agents/events/agent-status-changed.event';
import { CostAlert } from './optimizer/cost-alert.event';
import { ErrorOccurred } from './optimizer/error-occurred.event';
import { HealthCheck } from './optimizer/health-check.event';
import { ModelSwitched } from './optimizer/model-switched.event';
import { OptimizationCompleted } from './optimizer/optimization-completed.event';
import { OptimizationFailed } from './optimizer/optimization-failed.event';
import { OptimizationTriggered } from './optimizer/optimization-triggered.event';
import { PerformanceDegraded } from './optimizer/performance-degraded.event';
import { ThresholdExceeded } from './optimizer/threshold-exceeded.event';
import { PaymentFailed } from './payments/events/payment-failed.event';
import { PaymentSucceeded } from './payments/events/payment-succeeded.event';
import { ProjectCreated } from './projects/events/project-created.event';
import { ProjectDeleted } from './projects/events/project-deleted.event';
import { ProjectUpdated } from './projects/events/project-updated.event';
import { RecordingCompleted } from './recordings/events/recording-completed.event';
import { RecordingFailed } from './recordings/events/recording-failed.event';
import { SessionEnded } from './sessions/events/session-ended.event';
import { SessionMessageSent } from './sessions/events/session-message.event';
import { SessionPaused } from './sessions/events/session-paused.event';
import { SessionResumed } from './sessions/events/session-resumed.event';
import { SessionStarted } from './sessions/events/session-started.event';
import { StorageQuotaExceeded } from './storage/events/storage-quota-exceeded.event';
import { StorageQuotaWarning } from './storage/events/storage-quota-warning.event';
import { SubscriptionCancelled } from './subscriptions/events/subscription-cancelled.event';
import { SubscriptionCreated } from './subscriptions/events/subscription-created.event';
import { SubscriptionUpdated } from './subscriptions/events/subscription-updated.event';
import { UserCreated } from './users/events/user-created.event';
import { UserDeleted } from './users/events/user-deleted.event';
import { UserUpdated } from './users/events/user-updated.event';

/** Everything that the host announces. */
export const API_EVENTS: Type[] = [
  ProjectCreated,
  ProjectUpdated,
  ProjectDeleted,
  SessionStarted,
  SessionEnded,
  SessionMessageSent,
  SessionPaused,
  SessionResumed,
  RecordingCompleted,
  RecordingFailed,
  AgentConnected,
  AgentDisconnected,
  AgentStatusChanged,
  SubscriptionCreated,
  SubscriptionUpdated,
  SubscriptionCancelled,
  PaymentSucceeded,
  PaymentFailed,
  StorageQuotaWarning,
  StorageQuotaExceeded,
  UserCreated,
  UserUpdated,
  UserDeleted,
  OptimizationTriggered,
  OptimizationCompleted,
  OptimizationFailed,
  ModelSwitched,
  ThresholdExceeded,
  CostAlert,
  PerformanceDegraded,
  ErrorOccurred,
  HealthCheck,
  ...DOCUMENT_EVENTS,
];
