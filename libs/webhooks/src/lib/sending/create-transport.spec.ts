import axios from 'axios';
import { EgressGuard } from '../egress/egress-guard';
import { AxiosTransport } from './axios/axios-transport';
import { createTransport } from './create-transport';
import { type WebhookTransport } from './transport';
import { UndiciTransport } from './undici/undici-transport';

describe('createTransport', () => {
  const guard = new EgressGuard();
  const create = (transport: Parameters<typeof createTransport>[0]['transport']) =>
    createTransport({ transport, concurrencyPerEndpoint: 10 }, guard);

  it('makes what is named', () => {
    expect(create('undici')).toBeInstanceOf(UndiciTransport);
    expect(create('axios')).toBeInstanceOf(AxiosTransport);
  });

  it('takes an axios instance, and a transport of the application’s own', () => {
    expect(create(axios.create())).toBeInstanceOf(AxiosTransport);
    const own: WebhookTransport = {
      send: () => Promise.reject(new Error('never sent')),
      close: () => Promise.resolve(),
    };
    expect(create(own)).toBe(own);
  });
});
