const HEAD_END = '\r\n\r\n';
/** Both spellings that HTTP clients use. */
const LENGTH_NAMES = ['content-length: ', 'Content-Length: '] as const;
const ZERO = 48;
const NINE = 57;

/**
 * Finds where requests end in the bytes of a connection: just enough of HTTP/1.1 for a receiver that
 * should cost next to nothing. Only bodies with a `content-length`.
 */
export class RequestScanner {
  /** Bytes of a head whose end has not arrived. */
  private head: Buffer | null = null;
  /** Bytes of the body that are still to come. */
  private missing = 0;

  /** Takes bytes, and answers how many requests they complete. */
  push(chunk: Buffer): number {
    let complete = 0;
    let rest = this.head === null ? chunk : Buffer.concat([this.head, chunk]);
    this.head = null;
    while (rest.length > 0) {
      if (this.missing > 0) {
        const taken = Math.min(this.missing, rest.length);
        this.missing -= taken;
        rest = rest.subarray(taken);
        if (this.missing === 0) complete += 1;
        continue;
      }
      const headLength = rest.indexOf(HEAD_END);
      if (headLength < 0) {
        this.head = rest;
        break;
      }
      this.missing = contentLength(rest);
      rest = rest.subarray(headLength + HEAD_END.length);
      if (this.missing === 0) complete += 1;
    }
    return complete;
  }
}

function contentLength(head: Buffer): number {
  for (const name of LENGTH_NAMES) {
    const at = head.indexOf(name);
    if (at >= 0) return digits(head, at + name.length);
  }
  return 0;
}

function digits(bytes: Buffer, start: number): number {
  let value = 0;
  for (let index = start; index < bytes.length; index += 1) {
    const code = bytes[index] ?? 0;
    if (code < ZERO || code > NINE) break;
    value = value * 10 + (code - ZERO);
  }
  return value;
}
