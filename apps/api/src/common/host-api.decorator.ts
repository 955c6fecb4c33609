import { ApiProblems, ApiStrictBody } from '@hookline/webhooks';
import { applyDecorators, UsePipes } from '@nestjs/common';
import { InputPipe } from './input.pipe';

/** What every controller for signed-in callers has: checked input, and the errors of all in the document. */
export function HostApi(): ClassDecorator {
  return applyDecorators(
    UsePipes(InputPipe),
    ApiStrictBody(),
    ApiProblems('HOOKLINE_UNAUTHORIZED', 'HOOKLINE_FORBIDDEN', 'HOOKLINE_INTERNAL', 'HTTP_503'),
  );
}
