import type { Server } from 'node:http';
import request, { type Response } from 'supertest';

const PATIENCE_MS = 30_000;

/** What a server says of its readiness, once that is as it should be; when it does not become so, the last it said. */
export async function readiness(
  server: Server,
  isRight: (answer: Response) => boolean,
): Promise<Response> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  let answer = await request(server).get('/health/ready');
  while (!isRight(answer) && !patience.aborted) {
    answer = await request(server).get('/health/ready');
  }
  return answer;
}

/** A machine that stalls makes it late for a moment. */
export const isReady = ({ status }: Response): boolean => status === 200;
