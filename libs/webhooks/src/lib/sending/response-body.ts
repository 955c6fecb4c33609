/** Gathers the bytes of a response up to a limit. */
export class ResponseBody {
  private readonly chunks: Buffer[] = [];
  private size = 0;

  constructor(private readonly maxBytes: number) {}

  /** Takes a chunk, or the part of it that fits; `false` when there was more than that. */
  push(chunk: Buffer): boolean {
    const room = this.maxBytes - this.size;
    const kept = chunk.length > room ? chunk.subarray(0, room) : chunk;
    if (kept.length > 0) this.chunks.push(kept);
    this.size += kept.length;
    return kept === chunk;
  }

  text(): string {
    const [first] = this.chunks;
    if (first === undefined) return '';
    return (this.chunks.length === 1 ? first : Buffer.concat(this.chunks)).toString();
  }
}

/** Headers as text, names in lower case; what was sent several times is joined with commas. */
export function flattenHeaders(headers: object): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = (headers as Record<string, unknown>)[name];
    if (typeof value === 'string') flat[name.toLowerCase()] = value;
    else if (Array.isArray(value)) flat[name.toLowerCase()] = value.join(', ');
  }
  return flat;
}
