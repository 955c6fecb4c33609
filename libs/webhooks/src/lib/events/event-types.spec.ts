import { IsString } from 'class-validator';
import type { EmitsWebhookOptions } from './emission';
import { EmitsWebhook } from './emits-webhook.decorator';
import type { EventData } from './event-types';
import { WebhookEvent } from './webhook-event.decorator';
import type { WebhookEventBus } from './webhook-event-bus';

@WebhookEvent('project.created')
class ProjectCreated {
  @IsString() id = 'p1';
  describe(): string {
    return this.id;
  }
}

class ProjectDeleted {
  deletedId = 'p1';
}

interface Project {
  id: string;
}

/** Never run: the compiler is the test, and an error that is missing is an error. */
export function onlyCompiled(bus: WebhookEventBus, narrow: WebhookEventBus<ProjectCreated>): void {
  void bus.emit(new ProjectCreated());
  void bus.emit(new ProjectDeleted(), { tenantId: 'a', priority: 1 });
  void narrow.emit(new ProjectCreated());
  // @ts-expect-error the class instead of an instance
  void bus.emit(ProjectCreated);
  // @ts-expect-error ad hoc
  void bus.emit({ type: 'project.created', data: {} });
  // @ts-expect-error a promise of an event
  void bus.emit(Promise.resolve(new ProjectCreated()));
  // @ts-expect-error an array of events
  void bus.emit([new ProjectCreated()]);
  // @ts-expect-error not named in the bus's type parameter
  void narrow.emit(new ProjectDeleted());
  // @ts-expect-error forgetting has no transaction
  bus.emitAndForget(new ProjectCreated(), { manager: { query: () => Promise.resolve([]) } });

  // @ts-expect-error a payload with a wrong field
  const wrong: EventData<ProjectCreated> = { id: 5 };
  // @ts-expect-error a payload without a field
  const missing: EventData<ProjectCreated> = {};
  // @ts-expect-error a payload with a field too many
  const more: EventData<ProjectCreated> = { id: 'p1', passwordHash: 'x' };
  // @ts-expect-error the bus takes no payload that is not an instance's
  void narrow.emit({ name: 'p1' });
  void [wrong, missing, more];
  const data: EventData<ProjectCreated> = { id: 'p1' };
  const options: EmitsWebhookOptions<ProjectCreated, Project, [string]> = { map: () => data };
  void options;
}

/** Only compiled, too. */
export class OnlyCompiled {
  @EmitsWebhook(ProjectCreated)
  plain(id: string, times: number): Promise<Project> {
    return Promise.resolve({ id: id.repeat(times) });
  }

  @EmitsWebhook(ProjectCreated, {
    when: (project: Project) => project.id !== '',
    map: (project: Project, [prefix]: [string]) => [{ id: prefix + project.id }],
    tenant: (_, [tenantId]) => tenantId,
  })
  annotated(prefix: string): Promise<Project> {
    return Promise.resolve({ id: prefix });
  }

  // @ts-expect-error not asynchronous
  @EmitsWebhook(ProjectCreated)
  synchronous(): Project {
    return { id: 'p1' };
  }

  // @ts-expect-error the method resolves to something else
  @EmitsWebhook(ProjectCreated, { map: (project: Project) => ({ id: project.id }) })
  other(): Promise<number> {
    return Promise.resolve(1);
  }

  // @ts-expect-error the event has no such data
  @EmitsWebhook(ProjectCreated, { map: (project: Project) => ({ name: project.id }) })
  wrongData(): Promise<Project> {
    return Promise.resolve({ id: 'p1' });
  }
}

it('is checked by the compiler', () => {
  expect(onlyCompiled).toBeInstanceOf(Function);
});
