import { QueryFailedError } from 'typeorm';
import { ConflictError } from './errors/conflict.error';

const UNIQUE_VIOLATION = '23505';

/** Makes a statement that breaks a unique index a conflict. @throws ConflictError with the message */
export async function refuseDuplicates(
  message: string,
  statement: Promise<unknown>,
): Promise<void> {
  try {
    await statement;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ConflictError(message);
  }
}

function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  return (error.driverError as { code?: unknown }).code === UNIQUE_VIOLATION;
}
