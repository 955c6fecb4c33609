import { RequestScanner } from './request-scanner';

const request = (body: string, name = 'content-length'): Buffer =>
  Buffer.from(`POST /hook HTTP/1.1\r\nhost: x\r\n${name}: ${body.length}\r\nx: y\r\n\r\n${body}`);

describe('RequestScanner', () => {
  it('counts whole requests', () => {
    const scanner = new RequestScanner();
    expect(scanner.push(request('hello'))).toBe(1);
    expect(scanner.push(Buffer.concat([request('a'), request('b', 'Content-Length')]))).toBe(2);
  });

  it('takes a request in any pieces', () => {
    const bytes = Buffer.concat([request('{"a":1}'), request(''), request('x'.repeat(300))]);
    for (let size = 1; size <= bytes.length; size += 7) {
      const scanner = new RequestScanner();
      let count = 0;
      for (let start = 0; start < bytes.length; start += size) {
        count += scanner.push(bytes.subarray(start, start + size));
      }
      expect(count).toBe(3);
    }
  });

  it('takes a request without a length for one without a body', () => {
    const scanner = new RequestScanner();
    expect(scanner.push(Buffer.from('GET / HTTP/1.1\r\nhost: x\r\n\r\n'))).toBe(1);
  });

  it('does not look for requests in a body', () => {
    const scanner = new RequestScanner();
    expect(scanner.push(request('POST / HTTP/1.1\r\ncontent-length: 5\r\n\r\n'))).toBe(1);
  });
});
