import { ValidationFailedError } from '../../common/errors/validation-failed.error';

/** The fields that some work is refused for. */
export async function issuesOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ValidationFailedError);
  return (error as ValidationFailedError).issues.map(({ field }) => field);
}
