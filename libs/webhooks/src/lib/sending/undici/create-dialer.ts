import { Socket } from 'node:net';
import { buildConnector } from 'undici';
import type { EgressGuard } from '../../egress/egress-guard';
import { notePeer, peerOf } from '../../egress/peer-address';
import type { Dialing, ProxyTunnel } from '../../egress/proxy-tunnel';
import { DEFAULT_PORTS } from '../../egress/vet-url';
import type { Dialer } from './connection';

const NOTHING: Dialing = { destroy: () => undefined };

/**
 * How the guard lets connections be made: to addresses that its lookup vetted, directly or through its
 * proxy.
 *
 * @param ca certificate authorities (PEM) to trust instead of the well-known ones
 */
export function createDialer(guard: EgressGuard, ca: string | undefined): Dialer {
  const connector = buildConnector({
    lookup: guard.lookup,
    timeout: 0,
    allowH2: false,
    ...(ca === undefined ? {} : { ca }),
  });
  if (guard.tunnel !== null) return throughTunnel(guard.tunnel, connector);
  return (options, callback) => {
    // undici's connector answers the socket, though its type does not say so.
    const socket: unknown = connector(options, callback);
    return socket instanceof Socket ? socket : NOTHING;
  };
}

function throughTunnel(tunnel: ProxyTunnel, connector: buildConnector.connector): Dialer {
  return (options, callback) => {
    const port = options.port === '' ? DEFAULT_PORTS[options.protocol] : Number(options.port);
    return tunnel.open({ hostname: options.hostname, port: port ?? 0 }, (error, socket) => {
      if (socket === undefined) callback(error ?? new Error('There is no socket.'), null);
      else if (options.protocol === 'http:') callback(null, socket);
      else secure(connector, { ...options, httpSocket: socket }, callback);
    });
  };
}

function secure(
  connector: buildConnector.connector,
  options: buildConnector.Options & { httpSocket: Socket },
  callback: buildConnector.Callback,
): void {
  const address = peerOf(options.httpSocket);
  connector(options, (...result) => {
    if (result[1] && address !== null) notePeer(result[1], address);
    callback(...result);
  });
}
