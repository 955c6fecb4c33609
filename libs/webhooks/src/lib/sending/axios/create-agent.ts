import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { notePeer, peerOf } from '../../egress/peer-address';
import type { ProxyTunnel } from '../../egress/proxy-tunnel';

type Connect = http.Agent['createConnection'];

/** An agent whose connections go through the guard's tunnel, if there is one. */
export function createAgent(
  protocol: string,
  options: https.AgentOptions,
  tunnel: ProxyTunnel | null,
): http.Agent {
  const agent = protocol === 'https:' ? new https.Agent(options) : new http.Agent(options);
  if (tunnel === null) return agent;
  const direct = agent.createConnection.bind(agent);
  agent.createConnection = protocol === 'https:' ? secured(tunnel, direct) : plain(tunnel);
  return agent;
}

function plain(tunnel: ProxyTunnel): Connect {
  return (options, callback) => {
    tunnel.open(targetOf(options), (error, socket) => answer(callback, error, socket));
    return undefined;
  };
}

/** TLS, with the receiver, over what the tunnel answers. */
function secured(tunnel: ProxyTunnel, connect: Connect): Connect {
  return (options, callback) => {
    tunnel.open(targetOf(options), (error, socket) => {
      if (socket === undefined) {
        answer(callback, error);
        return;
      }
      const address = peerOf(socket);
      const overTunnel = { ...options, socket } as http.ClientRequestArgs;
      const secure = connect(overTunnel) as Socket;
      if (address !== null) notePeer(secure, address);
      answer(callback, null, secure);
    });
    return undefined;
  };
}

function targetOf({ host, port }: http.ClientRequestArgs): { hostname: string; port: number } {
  return { hostname: host ?? '', port: Number(port) };
}

function answer(callback: Parameters<Connect>[1], error: Error | null, socket?: Socket): void {
  if (socket !== undefined) callback?.(null, socket);
  else callback?.(error ?? new Error('There is no socket.'), undefined as never);
}
