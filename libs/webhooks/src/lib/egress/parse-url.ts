/**
 * A URL, or `null` for what is none. Not `URL.canParse`: once it is hot, Node 20 refuses every URL with
 * letters of Latin-1 (`https://bücher.example`), because its fast path takes them for UTF-8.
 */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
