/** RFC 9457 problem details: the body of every error of the HTTP API. Branch on `code`. */
export interface ProblemDetails {
  /** A URI for the kind of problem, `about:blank` when the status says it all. */
  type: string;
  title: string;
  status: number;
  /** One of `ERROR_CODES`, or a code of the application's own. */
  code: string;
  detail: string;
  /** Fields at fault, for validation errors. */
  errors?: { field: string; message: string }[];
}
