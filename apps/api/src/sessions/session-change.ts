import type { SessionMessage } from './entities/session-message.entity';
import type { Session } from './entities/session.entity';

/** A session after a change, and what its events tell beside it. */
export interface SessionChange {
  session: Session;
  projectName: string;
  /** When it changed. */
  at: Date;
}

/** Something was said in a session. */
export interface SessionSpoken extends SessionChange {
  message: SessionMessage;
}
