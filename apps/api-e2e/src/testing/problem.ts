import type { Response } from 'supertest';

/** Checks that an answer is a problem (RFC 9457) with this status and code. */
export function expectProblem(
  response: Pick<Response, 'status' | 'body' | 'headers'>,
  status: number,
  code: string,
): void {
  expect(response.body).toMatchObject({
    type: expect.any(String) as string,
    title: expect.any(String) as string,
    detail: expect.any(String) as string,
    status,
    code,
  });
  expect(response.status).toBe(status);
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
}
