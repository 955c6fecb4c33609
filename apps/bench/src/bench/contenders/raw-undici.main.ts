import { Pool } from 'undici';
import { serve } from '../process/serve';
import type { RawApi } from './contender-api';
import { rawBody } from './payload';
import { postLoop } from './post-loop';
import { RawSigner } from './raw-settings';

const signer = new RawSigner();
let pool: Pool | undefined;
let connections = 0;

function post(number: number, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = signer.headers(number, body);
    pool?.dispatch(
      { method: 'POST', path: '/raw', headers, body },
      {
        onRequestStart: () => undefined,
        onResponseStart: () => undefined,
        onResponseData: () => undefined,
        onResponseEnd: () => resolve(),
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}

const api: RawApi = {
  start: (settings) => {
    connections = settings.connections;
    // One request a connection at a time: as many at once as Hookline has.
    pool = new Pool(settings.receiverUrl, { connections, pipelining: 1 });
  },
  run: (load) => {
    const body = rawBody(load.payloadBytes);
    return postLoop(load, connections, (number) => post(number, body));
  },
};

serve(api, () => pool?.destroy());
