/** An event without a class: only published when `strictEvents` is off, or when its type is in the catalog. */
export interface AdHocEvent {
  type: string;
  data: unknown;
}

/**
 * The data of an event class: its properties without its methods.
 * @example
 * ```ts
 * const data: EventData<ProjectCreated> = { id: project.id, name: project.name };
 * ```
 */
export type EventData<Event extends object> = {
  [
    Field in keyof Event as Event[Field] extends (...args: never[]) => unknown ? never : Field
  ]: Event[Field];
};

type IsAdHoc<Event> = [keyof Event] extends ['type' | 'data']
  ? ['type' | 'data'] extends [keyof Event]
    ? true
    : false
  : false;

type NotAnInstance =
  | readonly unknown[]
  | PromiseLike<unknown>
  | ((...args: never[]) => unknown)
  | (abstract new (...args: never[]) => unknown);

/**
 * Accepts an instance of an event class. Refuses, at compile time, what is easily passed by mistake:
 * the class itself, a promise, an array, a function and an ad-hoc `{ type, data }`, which only
 * `WebhookPublisher` takes.
 */
export type EventInstance<Event extends object> = Event extends NotAnInstance
  ? never
  : IsAdHoc<Event> extends true
    ? never
    : Event;
