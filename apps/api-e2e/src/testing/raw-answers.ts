import type { Socket } from 'node:net';

/** Each answer that comes on a connection, as its text. Answers have to have a `Content-Length`. */
export async function* answersOf(stream: Socket): AsyncGenerator<string, void> {
  let received = '';
  for await (const chunk of stream) {
    received += String(chunk);
    for (let end = endOf(received); end <= received.length; end = endOf(received)) {
      yield received.slice(0, end);
      received = received.slice(end);
    }
  }
}

/** Where the first answer ends, as far as its headers are there. */
function endOf(received: string): number {
  const head = received.indexOf('\r\n\r\n');
  if (head === -1) return Infinity;
  const [, length = '0'] = /^content-length: (\d+)/im.exec(received.slice(0, head)) ?? [];
  return head + 4 + Number(length);
}
