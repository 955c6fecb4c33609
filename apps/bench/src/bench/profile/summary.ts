/** What V8's profiler writes, as far as it is read here. */
export interface CpuProfile {
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
  }[];
  /** The node that was on top of the stack, for each sample. */
  samples: number[];
  /** Time from the sample before, in µs, for each sample. */
  timeDeltas: number[];
}

/** Time that was spent in something itself, without what it called. */
export interface SelfTime {
  name: string;
  selfMs: number;
  /** Of the time in which the process was not idle: 0–1. */
  share: number;
}

export interface ProfileSummary {
  busyMs: number;
  idleMs: number;
  /** By function, the most expensive first. */
  functions: SelfTime[];
  /** By room of the library, package, or part of Node. */
  places: SelfTime[];
}

/** Adds the samples up. */
export function summarise({ nodes, samples, timeDeltas }: CpuProfile): ProfileSummary {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const functions = new Map<string, number>();
  const places = new Map<string, number>();
  let busyMs = 0;
  let idleMs = 0;
  samples.forEach((id, index) => {
    const frame = frames.get(id);
    // The time after a sample is the sample's: the next delta.
    const ms = (timeDeltas[index + 1] ?? 0) / 1_000;
    if (frame === undefined) return;
    if (frame.functionName === '(idle)') {
      idleMs += ms;
      return;
    }
    busyMs += ms;
    const place = placeOf(frame.functionName, frame.url);
    add(places, place, ms);
    const name =
      frame.functionName === '' ? `(anonymous):${frame.lineNumber + 1}` : frame.functionName;
    add(functions, name.startsWith('(') && frame.url === '' ? name : `${name}  [${place}]`, ms);
  });
  return { busyMs, idleMs, functions: sorted(functions, busyMs), places: sorted(places, busyMs) };
}

/** Where a function belongs: a room of the library, one of our projects, a package, or Node itself. */
export function placeOf(functionName: string, url: string): string {
  const room = /\/webhooks\/(?:dist|src)\/lib\/([^/]+)\//.exec(url)?.[1];
  if (room !== undefined) return `webhooks/${room}`;
  const packages = [...url.matchAll(/\/node_modules\/((?:@[^/]+\/)?[^/]+)(?=\/)/g)];
  const name = packages.at(-1)?.[1];
  if (name !== undefined) return name;
  if (url.startsWith('node:')) return url;
  const project = /\/(?:libs|apps)\/([^/]+)\//.exec(url)?.[1];
  if (project !== undefined) return project;
  return functionName.startsWith('(') ? functionName : 'native code';
}

function add(times: Map<string, number>, name: string, ms: number): void {
  times.set(name, (times.get(name) ?? 0) + ms);
}

function sorted(times: ReadonlyMap<string, number>, busyMs: number): SelfTime[] {
  return [...times]
    .map(([name, selfMs]) => ({ name, selfMs, share: busyMs === 0 ? 0 : selfMs / busyMs }))
    .sort((a, b) => b.selfMs - a.selfMs);
}
