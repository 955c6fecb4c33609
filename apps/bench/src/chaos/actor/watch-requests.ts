import { subscribe } from 'node:diagnostics_channel';
import { machineTime } from '../machine-time';
import type { Points } from './points';

/** undici's request, as its diagnostics channel shows it. */
interface ObservedRequest {
  request: { addHeader(name: string, value: string): void };
}

/** Sees every request of undici by its diagnostics channels, and tells the receiver who sent it and when. */
export function watchRequests(label: string, points: Points): void {
  subscribe('undici:request:create', (message) => {
    const { request } = message as ObservedRequest;
    request.addHeader('x-chaos-worker', label);
    request.addHeader('x-chaos-started', String(machineTime()));
  });
  subscribe('undici:request:bodySent', () => points.reached('posting'));
  subscribe('undici:request:trailers', () => points.reached('answered'));
}
