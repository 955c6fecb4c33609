import { describeEventTypes, EventCatalog, type EventDescriptor } from '@hookline/webhooks';
import { API_EVENTS } from '../events';
import { eventsPage } from './events-page';

/** What the host's catalog says, without a host. */
export function describeEvents(): EventDescriptor[] {
  return new EventCatalog({ events: API_EVENTS }).describe();
}

/** `docs/events.md`. */
export function describeEventsAsPage(): string {
  return eventsPage(describeEvents());
}

/** The types of the host's events, as TypeScript. */
export function describeEventsAsTypes(): string {
  return describeEventTypes(describeEvents());
}
