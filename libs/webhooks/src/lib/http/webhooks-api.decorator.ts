import { applyDecorators, UseFilters, UseGuards, UsePipes } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtraModels,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { ProblemDto } from './dto/problem.dto';
import { ProblemFilter } from './problem.filter';
import { RequestPipe } from './request.pipe';
import { TenantGuard } from './tenant.guard';

/** What every controller of the library has: the caller's tenant, checked input, errors as problem+json. */
export function WebhooksApi(): ClassDecorator {
  return applyDecorators(
    UseFilters(ProblemFilter),
    UseGuards(TenantGuard),
    UsePipes(RequestPipe),
    ApiTags('webhooks'),
    ApiBearerAuth(),
    ApiExtraModels(ProblemDto),
    problem(401, 'The caller has no tenant'),
    problem(500, 'Something went wrong inside the server'),
  );
}

const PROBLEMS = {
  400: 'The request breaks a rule; `errors` names the fields',
  404: 'There is no such thing, or it is not yours',
} as const;

/** The errors that an operation answers with, beside those of all. */
export function ApiProblems(...statuses: (keyof typeof PROBLEMS)[]): MethodDecorator {
  return applyDecorators(...statuses.map((status) => problem(status, PROBLEMS[status])));
}

function problem(status: number, description: string): MethodDecorator & ClassDecorator {
  return ApiResponse({
    status,
    description,
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
  });
}
