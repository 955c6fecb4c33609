interface Entry<Value> {
  promise: Promise<Value>;
  /** Once it is loaded. */
  value: Value | undefined;
  /** Monotonic time at which the load began. */
  startedAt: number;
  /** Asked for since the last eviction passed by. */
  used: boolean;
  /** Clock time in ms from which the value is not valid any more. */
  validUntil: number;
}

/** How a {@link LoadingCache} gets its values. */
export interface LoadingCacheOptions<Value> {
  /** Most entries; beyond it, entries that nobody asked for lately go. */
  limit: number;
  load: (key: string) => Promise<Value>;
  /** Clock time in ms from which a value is not valid any more. @default never */
  validUntil?: (value: Value) => number;
}

/** When a value is asked for, and what may be answered. */
export interface Freshness {
  /** Whether invalidations are known to arrive; if not, only loads that are under way may be joined. */
  trusted: boolean;
  /** Clock time, in ms. */
  now: number;
  /** Monotonic time, in ms. */
  monotonic: number;
  /** Oldest load that may be joined, in ms. */
  maxLoadAgeMs: number;
}

/**
 * A bounded cache of values that are loaded on demand. Many callers of one key share one load. An
 * invalidation during a load wins: what that load brings goes to those who waited for it, and is
 * not kept.
 */
export class LoadingCache<Value extends object> {
  private readonly entries = new Map<string, Entry<Value>>();

  constructor(private readonly options: LoadingCacheOptions<Value>) {}

  get size(): number {
    return this.entries.size;
  }

  /** A value that is there and good, at once; `undefined` when it has to be loaded. */
  peek(key: string, freshness: Freshness): Value | undefined {
    const entry = this.entries.get(key);
    if (entry?.value === undefined || !isFresh(entry, freshness)) return undefined;
    entry.used = true;
    return entry.value;
  }

  /** The value of a key: the same promise for all callers while it is cached. */
  get(key: string, freshness: Freshness): Promise<Value> {
    const entry = this.entries.get(key);
    if (entry !== undefined && isFresh(entry, freshness)) {
      entry.used = true;
      return entry.promise;
    }
    return this.start(key, freshness.monotonic);
  }

  invalidate(key: string): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }

  private start(key: string, startedAt: number): Promise<Value> {
    const promise = this.options.load(key);
    const entry: Entry<Value> = {
      promise,
      value: undefined,
      startedAt,
      used: true,
      validUntil: Number.POSITIVE_INFINITY,
    };
    this.entries.delete(key);
    this.entries.set(key, entry);
    this.evict();
    promise.then(
      (loaded) => {
        entry.value = loaded;
        entry.validUntil = this.options.validUntil?.(loaded) ?? Number.POSITIVE_INFINITY;
      },
      () => {
        if (this.entries.get(key) === entry) this.entries.delete(key);
      },
    );
    return promise;
  }

  /** Second chance: an entry that was used goes to the back once; a hit costs no reordering. */
  private evict(): void {
    for (const [key, entry] of this.entries) {
      if (this.entries.size <= this.options.limit) return;
      this.entries.delete(key);
      if (!entry.used) continue;
      entry.used = false;
      this.entries.set(key, entry);
    }
  }
}

function isFresh<Value>(entry: Entry<Value>, freshness: Freshness): boolean {
  if (entry.value === undefined)
    return freshness.monotonic - entry.startedAt <= freshness.maxLoadAgeMs;
  return freshness.trusted && entry.validUntil > freshness.now;
}
