import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { missingScopes } from '../auth/scopes';
import { TokenVerifier } from '../auth/token-verifier';
import { ClientSocket, CLOSE } from './client-socket';
import { CollaborationRooms } from './collaboration-rooms';
import { LIMITS } from './limits';
import { permissionDenied, readFirstMessage } from './messages';
import type { ClientContext } from './tenant-room';

/** Where the WebSocket is. */
const PATH = '/collaboration';

/**
 * The WebSocket of the host's port. A client has to show a token with its first message; until then it
 * costs next to nothing, and it is not waited for long.
 */
@Injectable()
export class CollaborationServer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Collaboration');
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.messageBytes,
    clientTracking: false,
    perMessageDeflate: false,
  });
  private readonly strangers = new Set<ClientSocket>();
  private readonly clients = new Map<ClientSocket, ClientContext>();
  private server: Server | undefined;
  private heartbeat: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly rooms: CollaborationRooms,
    private readonly tokens: TokenVerifier,
  ) {}

  onApplicationBootstrap(): void {
    this.server = this.host.httpAdapter.getHttpServer() as Server;
    this.server.on('upgrade', this.upgrade);
    this.heartbeat = setInterval(() => this.checkAll(), LIMITS.heartbeatMs);
    this.heartbeat.unref();
  }

  /** Before anything else ends: what is in the documents is stored, and told of. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearInterval(this.heartbeat);
    const all = [...this.strangers, ...this.clients.keys()];
    for (const socket of all) socket.close(CLOSE.goingAway, 'stopping');
    await this.rooms.stop();
    // A client that does not answer the farewell may not hold the server.
    for (const socket of all) socket.terminate();
    this.server?.off('upgrade', this.upgrade);
  }

  private readonly upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.on('error', () => stream.destroy());
    const refusal = this.refusalOf(request);
    if (refusal !== undefined) {
      stream.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.sockets.handleUpgrade(request, stream, head, (socket) => this.welcome(socket, request));
  };

  private refusalOf({ url }: IncomingMessage): string | undefined {
    if ((url ?? '').split('?', 1)[0]?.replace(/\/$/, '') !== PATH) return '404 Not Found';
    const full =
      this.stopping ||
      this.strangers.size >= LIMITS.strangers ||
      this.strangers.size + this.clients.size >= LIMITS.sockets;
    return full ? '503 Service Unavailable' : undefined;
  }

  private welcome(webSocket: WebSocket, request: IncomingMessage): void {
    const socket = new ClientSocket(webSocket, (data) => {
      this.admit(socket, data, request).catch((error: Error) => {
        this.logger.error(`A client was not admitted: ${error.message}`);
        socket.terminate();
      });
    });
    this.strangers.add(socket);
    const late = setTimeout(() => {
      if (this.strangers.has(socket)) socket.close(CLOSE.tooSlow, 'no-token');
    }, LIMITS.admissionMs);
    socket.once('close', () => {
      clearTimeout(late);
      this.strangers.delete(socket);
      this.clients.delete(socket);
    });
  }

  /** Looks at the token that came with the first message, and leads to the tenant's room. */
  private async admit(socket: ClientSocket, data: Buffer, request: IncomingMessage): Promise<void> {
    const first = data.length > LIMITS.tokenBytes ? undefined : readFirstMessage(data);
    if (first === undefined) {
      socket.close(CLOSE.unreadable, 'no-token');
      return;
    }
    const check = await this.tokens.verify(first.token);
    // It may be gone by now.
    if (!this.strangers.has(socket)) return;
    if (check.result !== 'valid') {
      const known = check.result === 'invalid';
      socket.send(permissionDenied(first.documentName, known ? 'unauthorized' : 'unavailable'));
      socket.close(known ? CLOSE.unauthorized : CLOSE.tryAgainLater, check.result);
      return;
    }
    const { tenantId, id: userId, scopes } = check.user;
    if (missingScopes(['documents:read'], scopes).length > 0) {
      socket.send(permissionDenied(first.documentName, 'forbidden'));
      socket.close(CLOSE.forbidden, 'forbidden');
      return;
    }
    if (this.socketsOf(tenantId) >= LIMITS.tenantSockets) {
      socket.close(CLOSE.tryAgainLater, 'too-many-connections');
      return;
    }
    const context = { tenantId, userId, socket };
    socket.token = first.token;
    this.strangers.delete(socket);
    this.clients.set(socket, context);
    this.rooms.enter(context, request);
  }

  private socketsOf(tenantId: string): number {
    let count = 0;
    for (const context of this.clients.values()) if (context.tenantId === tenantId) count += 1;
    return count;
  }

  private checkAll(): void {
    const inUse = new Set<string>();
    for (const [socket, { tenantId }] of this.clients) {
      inUse.add(tenantId);
      if (!socket.checkPulse()) socket.terminate();
      else void this.checkToken(socket);
    }
    this.rooms.forgetEmpty(inUse);
  }

  /** A connection ends with its token; while tokens can't be checked, it goes on. */
  private async checkToken(socket: ClientSocket): Promise<void> {
    const check = await this.tokens.verify(socket.token);
    if (check.result === 'invalid') socket.close(CLOSE.unauthorized, 'token-expired');
  }
}
