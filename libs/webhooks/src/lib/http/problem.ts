import type { ErrorCode, ProblemDetails } from '@hookline/contracts';
import { HttpException } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';
import { EventInvalidError } from '../common/errors/event-invalid.error';
import { ValidationFailedError } from '../common/errors/validation-failed.error';
import { HooklineError } from '../common/hookline.error';

const CODES: Partial<Record<number, ErrorCode>> = {
  400: 'HOOKLINE_VALIDATION_FAILED',
  401: 'HOOKLINE_UNAUTHORIZED',
  403: 'HOOKLINE_FORBIDDEN',
  404: 'HOOKLINE_NOT_FOUND',
  409: 'HOOKLINE_CONFLICT',
  412: 'HOOKLINE_PRECONDITION_FAILED',
  413: 'HOOKLINE_PAYLOAD_TOO_LARGE',
  422: 'HOOKLINE_VALIDATION_FAILED',
  429: 'HOOKLINE_RATE_LIMITED',
  500: 'HOOKLINE_INTERNAL',
};

/** What an answer says of what is nobody's business but the operator's. */
const INTERNAL_DETAIL = 'The server could not do this. Its log says why.';
const UNAVAILABLE_DETAIL = 'The server can not do this at the moment. Try again later.';

/**
 * Any error as problem details (RFC 9457). What went wrong inside the server is not told: it may name
 * hosts, tables or values.
 */
export function toProblem(error: unknown): ProblemDetails {
  if (error instanceof HooklineError) return fromHooklineError(error);
  if (error instanceof HttpException) {
    return problem(error.getStatus(), codeOf(error), detailOf(error));
  }
  const status = clientErrorStatus(error);
  if (status !== undefined)
    return problem(status, codeFor(status), STATUS_CODES[status] ?? 'Error');
  return problem(500, 'HOOKLINE_INTERNAL', INTERNAL_DETAIL);
}

function problem(status: number, code: string, detail: string): ProblemDetails {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, code, detail };
}

function fromHooklineError(error: HooklineError): ProblemDetails {
  const { httpStatus, code } = error;
  if (httpStatus >= 500) {
    return problem(httpStatus, code, httpStatus === 503 ? UNAVAILABLE_DETAIL : INTERNAL_DETAIL);
  }
  const body = problem(httpStatus, code, error.message);
  const hasIssues = error instanceof ValidationFailedError || error instanceof EventInvalidError;
  return hasIssues ? { ...body, errors: error.issues } : body;
}

function codeFor(status: number): string {
  return CODES[status] ?? `HTTP_${status}`;
}

/** An application may put a `code` of its own into the response of an HttpException. */
function codeOf(error: HttpException): string {
  const response = error.getResponse();
  const own: unknown = typeof response === 'object' ? Reflect.get(response, 'code') : undefined;
  return typeof own === 'string' ? own : codeFor(error.getStatus());
}

function detailOf(error: HttpException): string {
  // The parser's own message quotes the body, which may hold a secret.
  if (error.cause instanceof SyntaxError) return 'The body is not valid JSON.';
  const response = error.getResponse();
  if (typeof response === 'string') return response;
  const message: unknown = Reflect.get(response, 'message');
  if (Array.isArray(message)) return message.map(String).join('; ');
  return typeof message === 'string' ? message : error.message;
}

/** Errors of body parsers and routers, which carry a status: with Nest 11 they come as they are. */
function clientErrorStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const status: unknown = Reflect.get(error, 'statusCode');
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
