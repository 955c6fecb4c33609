/** Environment variables of an application under test; `undefined` unsets one. */
export type EnvironmentChanges = Readonly<Record<string, string | undefined>>;

/**
 * Changes of `process.env` that can be taken back in any order: each variable has the value of the
 * latest change that is still there, and in the end the one it had before.
 */
export class Environment {
  private readonly before = new Map<string, string | undefined>();
  private readonly layers: EnvironmentChanges[] = [];

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** What a variable is without the changes. */
  original(name: string): string | undefined {
    return this.before.has(name) ? this.before.get(name) : this.env[name];
  }

  /** @returns a function that takes the changes back */
  change(changes: EnvironmentChanges): () => void {
    for (const name of Object.keys(changes)) this.before.set(name, this.original(name));
    this.layers.push(changes);
    this.apply(changes);
    return () => {
      const index = this.layers.indexOf(changes);
      if (index < 0) return;
      this.layers.splice(index, 1);
      this.apply(changes);
    };
  }

  private apply(changes: EnvironmentChanges): void {
    for (const name of Object.keys(changes)) {
      const layer = this.layers.findLast((candidate) => name in candidate);
      const value = layer ? layer[name] : this.before.get(name);
      if (value === undefined) Reflect.deleteProperty(this.env, name);
      else this.env[name] = value;
      if (!layer) this.before.delete(name);
    }
  }
}
