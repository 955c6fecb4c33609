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

/** The `authorization` of a URL's user name and password in the form that is stored. */
export function sealCredentials(
  keyRing: KeyRing,
  endpointId: string,
  authorization: string | null,
): string | null {
  return authorization === null ? null : keyRing.seal(authorization, endpointId);
}

/** The header that an endpoint's URL brings along, if any. */
export function openCredentials(
  keyRing: KeyRing,
  endpointId: string,
  sealed: string | null,
): { authorization?: string } {
  return sealed === null ? {} : { authorization: keyRing.open(sealed, endpointId) };
}
