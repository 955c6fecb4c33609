import axios from 'axios';
import http from 'node:http';
import { requestTo, ContractBench } from '../testing/contract-bench';
import { describeTransportContract } from '../testing/transport-contract';
import { AxiosTransport } from './axios-transport';

describeTransportContract('AxiosTransport', (options) => new AxiosTransport(options));

describeTransportContract(
  'AxiosTransport with an instance of the application’s',
  (options) => new AxiosTransport({ ...options, instance: axios.create() }),
);

describe('AxiosTransport with an instance of the application’s', () => {
  const instance = axios.create({ baseURL: 'https://base.example/' });
  const bench = new ContractBench((options) => new AxiosTransport({ ...options, instance }));

  afterEach(async () => {
    instance.interceptors.request.clear();
    instance.interceptors.response.clear();
    delete instance.defaults.httpAgent;
    await bench.stop();
  });

  it('runs its interceptors', async () => {
    const receiver = await bench.receivers.http((response) => response.end('ok'));
    const seen: number[] = [];
    instance.interceptors.request.use((config) => {
      config.headers.set('x-traced', 'yes');
      return config;
    });
    instance.interceptors.response.use((response) => {
      seen.push(response.status);
      return response;
    });
    expect(await bench.send(receiver.url)).toMatchObject({ status: 200, body: 'ok' });
    expect(receiver.requests[0]?.headers['x-traced']).toBe('yes');
    expect(seen).toEqual([200]);
  });

  it('leaves its agent in force', async () => {
    const receiver = await bench.receivers.http((response) => response.end('ok'));
    const agent = new http.Agent({ keepAlive: true });
    instance.defaults.httpAgent = agent;
    expect(await bench.send(receiver.url)).toMatchObject({ status: 200 });
    expect(Object.keys(agent.freeSockets)).toEqual([`127.0.0.1:${receiver.port}:`]);
    agent.destroy();
  });

  it('answers a failure when an interceptor throws or hides the response', async () => {
    const receiver = await bench.receivers.http((response) => response.end('ok'));
    const transport = bench.transport();
    const hiding = instance.interceptors.response.use(() => null as never);
    expect(await transport.send(requestTo(receiver.url))).toMatchObject({
      code: 'invalid_response',
    });
    instance.interceptors.response.eject(hiding);
    instance.interceptors.request.use(() => {
      throw new RangeError('the key is hunter2');
    });
    expect(await transport.send(requestTo(receiver.url))).toMatchObject({
      code: 'unknown',
      message: expect.stringMatching(/\(RangeError\)/) as string,
    });
  });
});
