/** Classes of SQLSTATE that blame the values, not the server: data exceptions and integrity violations. */
const DATA_ERROR_CLASSES = ['22', '23'];
/**
 * `program_limit_exceeded`: a value too large for an index or a row. And Node's own code for a number
 * that does not fit into its parameter.
 */
const DATA_ERRORS = ['54000', 'ERR_OUT_OF_RANGE'];

/** Whether the values were refused: repeating the same statement would fail in the same way. */
export function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return (
    typeof code === 'string' &&
    (DATA_ERROR_CLASSES.includes(code.slice(0, 2)) || DATA_ERRORS.includes(code))
  );
}
