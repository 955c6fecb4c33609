import { nginxConfiguration, requestsIn } from './nginx';

describe('nginx', () => {
  it('answers on the port, and counts', () => {
    const configuration = nginxConfiguration(4711, '/somewhere');
    expect(configuration).toContain('listen 127.0.0.1:4711');
    expect(configuration).toContain('stub_status');
    expect(configuration).toContain('pid /somewhere/nginx.pid;');
  });

  it('is read from its page', () => {
    const page = `Active connections: 2
server accepts handled requests
 16630948 16630949 31070465
Reading: 0 Writing: 1 Waiting: 1
`;
    expect(requestsIn(page)).toBe(31_070_465);
    expect(requestsIn('')).toBe(0);
  });
});
