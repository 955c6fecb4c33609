import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';
import { ProblemDto } from '../dto/problem.dto';
import { PROBLEM_CODES, type ProblemCode } from './problem-codes';

/** What anything with a JSON body may be refused for. */
export const BODY_PROBLEMS = [
  'HOOKLINE_VALIDATION_FAILED',
  'HOOKLINE_PAYLOAD_TOO_LARGE',
  'HTTP_415',
] as const satisfies readonly ProblemCode[];

/** When to come back, in answers that say that it is no use now. */
const RETRY_AFTER = {
  'Retry-After': { description: 'Seconds.', schema: { type: 'string' as const, example: '1' } },
};

/**
 * Describes the problems (RFC 9457) that an operation answers with, or all of a controller. Those of a
 * method stand in the place of its controller's with the same status. For an application's own
 * controllers too, where {@link ProblemFilter} answers.
 * @example
 * ```ts
 * @ApiProblems('HOOKLINE_ID_INVALID', 'HOOKLINE_NOT_FOUND')
 * ```
 */
export function ApiProblems(...codes: readonly ProblemCode[]): MethodDecorator & ClassDecorator {
  const statuses = [...new Set(codes.map((code) => PROBLEM_CODES[code].status))];
  return applyDecorators(
    ApiExtraModels(ProblemDto),
    ...statuses.map((status) =>
      problem(
        status,
        codes.filter((code) => PROBLEM_CODES[code].status === status),
      ),
    ),
  );
}

function problem(status: number, codes: ProblemCode[]): MethodDecorator & ClassDecorator {
  const examples = codes.map((code) => [code, { value: exampleOf(code) }] as const);
  return ApiResponse({
    status,
    description: codes.map((code) => `\`${code}\`: ${PROBLEM_CODES[code].description}.`).join(' '),
    ...([429, 503].includes(status) && { headers: RETRY_AFTER }),
    content: {
      'application/problem+json': {
        schema: { allOf: [{ $ref: getSchemaPath(ProblemDto) }, restriction(status, codes)] },
        examples: Object.fromEntries(examples),
      },
    },
  });
}

function restriction(status: number, codes: ProblemCode[]) {
  return {
    type: 'object' as const,
    properties: {
      status: { type: 'integer' as const, enum: [status] },
      code: { type: 'string' as const, enum: codes },
    },
    required: ['status', 'code'],
  };
}

function exampleOf(code: ProblemCode): object {
  const { status, description } = PROBLEM_CODES[code];
  const title = STATUS_CODES[status] ?? 'Error';
  return { type: 'about:blank', title, status, code, detail: `${description}.` };
}
