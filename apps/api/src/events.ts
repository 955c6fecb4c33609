import { type Type } from '@nestjs/common';
import { ProjectCreated } from './projects/events/project-created.event';
import { ProjectDeleted } from './projects/events/project-deleted.event';
import { ProjectUpdated } from './projects/events/project-updated.event';
import { SessionEnded } from './sessions/events/session-ended.event';
import { SessionMessageSent } from './sessions/events/session-message.event';
import { SessionPaused } from './sessions/events/session-paused.event';
import { SessionResumed } from './sessions/events/session-resumed.event';
import { SessionStarted } from './sessions/events/session-started.event';

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
];
