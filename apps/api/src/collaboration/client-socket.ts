import { createDecoder, readVarString } from 'lib0/decoding';
import { EventEmitter } from 'node:events';
import { WebSocket } from 'ws';
import { isDocumentName } from '../documents/document-name';
import { LIMITS } from './limits';
import { permissionDenied } from './messages';

/** Close codes, of RFC 6455 and of this host. */
export const CLOSE = {
  goingAway: 1001,
  unreadable: 1007,
  tooMuch: 1008,
  tryAgainLater: 1013,
  unauthorized: 4401,
  forbidden: 4403,
  tooSlow: 4408,
} as const;

/**
 * What Hocuspocus gets as a WebSocket. It passes on what a client may send, and nothing any more once the
 * connection is being closed: Hocuspocus itself keeps messages of documents that are not open, as many as
 * there are.
 */
export class ClientSocket extends EventEmitter {
  /** Hocuspocus sets it; messages are buffers anyway. */
  binaryType = 'nodebuffer';
  /** The token that was shown last. */
  token = '';
  private readonly open = new Set<string>();
  /** Bytes for documents that are not open, by their names. */
  private readonly waiting = new Map<string, number>();
  private waitingBytes = 0;
  private held: Buffer[] | undefined = [];
  private closing = false;
  private answers = true;

  constructor(
    private readonly socket: WebSocket,
    /** Gets the first message; the others are held until {@link admit}. */
    private readonly first: (data: Buffer) => void,
  ) {
    super();
    this.setMaxListeners(0);
    // What is malformed is closed by `ws` itself; without a listener it would end the process.
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => this.receive(data as Buffer));
    socket.on('pong', () => {
      this.answers = true;
      this.emit('pong');
    });
    socket.once('close', (code, reason) => {
      this.closing = true;
      this.emit('close', code, reason);
    });
  }

  get readyState(): number {
    return this.closing ? WebSocket.CLOSING : this.socket.readyState;
  }

  send(data: Uint8Array, sent?: (error?: Error) => void): void {
    this.socket.send(data, (error) => sent?.(error ?? undefined));
  }

  ping(): void {
    this.socket.ping();
  }

  close(code: number = CLOSE.goingAway, reason = ''): void {
    if (this.closing) return;
    this.closing = true;
    this.held = undefined;
    this.socket.close(code, reason);
  }

  /** At once, without a farewell. */
  terminate(): void {
    this.closing = true;
    this.socket.terminate();
  }

  /** Passes on what was held, and all that comes. */
  admit(): void {
    const held = this.held ?? [];
    this.held = undefined;
    // Each is counted again if its document is not open.
    this.waitingBytes = 0;
    for (const data of held) this.passOn(data);
  }

  /** Hocuspocus has opened a document. */
  opened(documentName: string): void {
    this.open.add(documentName);
    this.waitingBytes -= this.waiting.get(documentName) ?? 0;
    this.waiting.delete(documentName);
    if (this.open.size > LIMITS.documentsPerSocket) this.close(CLOSE.tooMuch, 'too-many-documents');
  }

  /** Hocuspocus has closed it. */
  closed(documentName: string): void {
    this.open.delete(documentName);
  }

  /** Whether the client has answered since the last call, and reads what it gets; asks it again. */
  checkPulse(): boolean {
    const alive = this.answers && this.socket.bufferedAmount <= LIMITS.unreadBytes;
    this.answers = false;
    if (alive && !this.closing) this.socket.ping();
    return alive;
  }

  private receive(data: Buffer): void {
    if (this.closing) return;
    if (this.held === undefined) {
      this.passOn(data);
      return;
    }
    this.held.push(data);
    this.waitingBytes += data.length;
    if (this.waitingBytes > LIMITS.waitingBytes) this.close(CLOSE.tooMuch, 'too-early');
    else if (this.held.length === 1) this.first(data);
  }

  private passOn(data: Buffer): void {
    if (this.closing) return;
    const documentName = nameIn(data);
    if (documentName === undefined) {
      this.close(CLOSE.unreadable, 'unreadable');
      return;
    }
    if (!this.open.has(documentName)) this.wait(documentName, data.length);
    if (this.closing) return;
    if (isDocumentName(documentName)) this.emit('message', data);
    else this.send(permissionDenied(documentName, 'invalid-name'));
  }

  private wait(documentName: string, bytes: number): void {
    this.waiting.set(documentName, (this.waiting.get(documentName) ?? 0) + bytes);
    this.waitingBytes += bytes;
    const tooMuch =
      this.waitingBytes > LIMITS.waitingBytes || this.waiting.size > LIMITS.documentsPerSocket;
    if (tooMuch) this.close(CLOSE.tooMuch, 'not-open');
  }
}

function nameIn(data: Buffer): string | undefined {
  try {
    return readVarString(createDecoder(data));
  } catch {
    return undefined;
  }
}
