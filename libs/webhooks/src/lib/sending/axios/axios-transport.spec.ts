import axios, {
  type AxiosResponse,
  type CreateAxiosDefaults,
  type InternalAxiosRequestConfig,
} from 'axios';
import http from 'node:http';
import { requestTo, resolvesTo, ContractBench } from '../testing/contract-bench';
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

  it('leaves an adapter that is a function in force', async () => {
    const adapter = (config: InternalAxiosRequestConfig): Promise<AxiosResponse> =>
      Promise.resolve({ status: 418, statusText: '', headers: {}, data: 'by mock', config });
    const own = new AxiosTransport({ guard: bench.guard(), instance: axios.create({ adapter }) });
    const result = await own.send(requestTo('http://127.0.0.1/'));
    expect(result).toMatchObject({ status: 418, body: 'by mock' });
    await own.close();
  });

  it.each<[string, CreateAxiosDefaults]>([
    ['the adapter `fetch`', { adapter: 'fetch' }],
    ['a list of adapters', { adapter: ['fetch', 'http'] }],
    ['HTTP/2', { httpVersion: 2 }],
    ['redirects', { maxRedirects: 5 }],
    ['a lookup', { lookup: () => Promise.resolve('127.0.0.1') }],
  ])('SEC-E14 keeps to the guard, and follows nothing, with %s', async (_what, defaults) => {
    const receiver = await bench.receivers.http((response) => {
      response.writeHead(307, { location: receiver.url.replace('hook', 'inside') }).end();
    });
    const setUp = { instance: axios.create(defaults) };
    const open = new AxiosTransport({ ...setUp, guard: bench.guard(resolvesTo('127.0.0.1')) });
    const url = receiver.url.replace('127.0.0.1', 'receiver.example');
    expect(await open.send(requestTo(url))).toMatchObject({ status: 307, address: '127.0.0.1' });
    const shut = new AxiosTransport({ ...setUp, guard: bench.guard(resolvesTo('10.0.0.1')) });
    expect(await shut.send(requestTo(url))).toMatchObject({ code: 'blocked_address' });
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/hook?a=b']);
    await Promise.all([open.close(), shut.close()]);
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
