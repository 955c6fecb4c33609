import axios, { type AxiosInstance } from 'axios';
import { Agent } from 'node:http';
import { serve } from '../process/serve';
import type { RawApi } from './contender-api';
import { rawBody } from './payload';
import { postLoop } from './post-loop';
import { RawSigner } from './raw-settings';

const signer = new RawSigner();
let client: AxiosInstance | undefined;
let connections = 0;

const api: RawApi = {
  start: (settings) => {
    connections = settings.connections;
    client = axios.create({
      baseURL: settings.receiverUrl,
      httpAgent: new Agent({ keepAlive: true, maxSockets: connections }),
      responseType: 'text',
      timeout: 15_000,
      maxRedirects: 0,
    });
  },
  run: (load) => {
    const body = rawBody(load.payloadBytes);
    return postLoop(load, connections, async (number) => {
      await client?.post('/raw', body, { headers: signer.headers(number, body) });
    });
  },
};

serve(api, () => undefined);
