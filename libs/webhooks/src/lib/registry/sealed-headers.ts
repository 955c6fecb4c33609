import type { KeyRing } from './key-ring';

/** Custom headers in the form that is stored; `null` without any. */
export function sealHeaders(
  keyRing: KeyRing,
  endpointId: string,
  headers: Record<string, string>,
): string | null {
  if (Object.keys(headers).length === 0) return null;
  return keyRing.seal(JSON.stringify(headers), endpointId);
}

/** The custom headers of an endpoint, opened. */
export function openHeaders(
  keyRing: KeyRing,
  endpointId: string,
  sealed: string | null,
): Record<string, string> {
  if (sealed === null) return {};
  return JSON.parse(keyRing.open(sealed, endpointId)) as Record<string, string>;
}
