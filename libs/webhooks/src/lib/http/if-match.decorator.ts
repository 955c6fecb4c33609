import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { IfVersion } from '../registry/endpoint-input';

/** `If-Match` as the versions that it allows: none for a tag that was never one of ours. */
export function readIfMatch(header: string | undefined): IfVersion | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  return header.split(',').flatMap((tag) => {
    // A weak tag (W/"1") says that things are alike; a change needs to know that they are the same.
    const version = /^"(\d{1,9})"$/.exec(tag.trim())?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

/** Describes {@link IfMatch}. */
export const ApiIfMatch = (): MethodDecorator =>
  ApiHeader({
    name: 'If-Match',
    required: false,
    description:
      'The `ETag` that the change is made for. When it is another by now, the answer is 412.',
    schema: { type: 'string', example: '"3"' },
  });

/** Describes the header that {@link VersionTagInterceptor} sets. */
export const VERSION_TAG = {
  ETag: {
    description: 'The `version`, in quotes, for `If-Match`.',
    schema: { type: 'string' as const, example: '"3"' },
  },
};

/** Parameter: the versions that the caller's `If-Match` allows; `undefined` for any. */
export const IfMatch = createParamDecorator(
  (_data: unknown, context: ExecutionContext): IfVersion | undefined =>
    readIfMatch(
      context.switchToHttp().getRequest<{ headers: Record<string, string | undefined> }>().headers[
        'if-match'
      ],
    ),
);
