import { createDecoder, readVarString, readVarUint } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';

/** Numbers of the protocol of Hocuspocus. */
const SYNC = 0;
const AUTH = 2;
const SYNC_REPLY = 4;
const TOKEN = 0;
const PERMISSION_DENIED = 1;
/** Messages that may change a document. */
const CHANGING: readonly number[] = [SYNC, SYNC_REPLY];

/** What a client begins with: for which document, and with which token. */
export interface FirstMessage {
  documentName: string;
  token: string;
}

/** Reads a client's first message; `undefined` when it is none that may come first. */
export function readFirstMessage(data: Uint8Array): FirstMessage | undefined {
  try {
    const decoder = createDecoder(data);
    const documentName = readVarString(decoder);
    if (readVarUint(decoder) !== AUTH || readVarUint(decoder) !== TOKEN) return undefined;
    return { documentName, token: readVarString(decoder) };
  } catch {
    return undefined;
  }
}

/** Whether a message may change its document; one that can't be read may not. */
export function isSync(data: Uint8Array): boolean {
  try {
    const decoder = createDecoder(data);
    readVarString(decoder);
    return CHANGING.includes(readVarUint(decoder));
  } catch {
    return false;
  }
}

/** Tells a client that it may not open a document, and why. */
export function permissionDenied(documentName: string, reason: string): Uint8Array {
  const encoder = createEncoder();
  writeVarString(encoder, documentName);
  writeVarUint(encoder, AUTH);
  writeVarUint(encoder, PERMISSION_DENIED);
  writeVarString(encoder, reason);
  return toUint8Array(encoder);
}
