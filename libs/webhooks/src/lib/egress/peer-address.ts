import type { Socket } from 'node:net';

const peers = new WeakMap<Socket, string>();

/** Notes which address a connection through a proxy leads to. */
export function notePeer(socket: Socket, address: string): void {
  peers.set(socket, address);
}

/** The address of the receiver that a connection leads to; the proxy's own is nobody's business. */
export function peerOf(socket: Socket): string | null {
  return peers.get(socket) ?? socket.remoteAddress ?? null;
}
