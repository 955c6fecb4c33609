/** Classes of SQLSTATE that blame the values, not the server: data exceptions and integrity violations. */
const DATA_ERROR_CLASSES = ['22', '23'];
/** `program_limit_exceeded`: a value too large for an index or a row. */
const PROGRAM_LIMIT_EXCEEDED = '54000';

/** Whether Postgres refused the values: repeating the same statement would fail in the same way. */
export function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return (
    typeof code === 'string' &&
    (DATA_ERROR_CLASSES.includes(code.slice(0, 2)) || code === PROGRAM_LIMIT_EXCEEDED)
  );
}
