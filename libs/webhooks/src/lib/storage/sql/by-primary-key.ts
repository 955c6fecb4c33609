/**
 * Conditions on a row of `hookline.delivery d` that is looked up by its id, in a form that no index
 * fits. The plan is made once for a connection, perhaps while the tables are empty; the small partial
 * indexes look like the cheaper way then, and the statement would read all that is live for each row.
 */
export const IS_LIVE = '(d.completed_at IS NULL) IS TRUE';

/** See {@link IS_LIVE}. @param owner an expression for the owner that the row should have */
export function isOwnedBy(owner: string): string {
  return `(d.owner = ${owner}) IS TRUE`;
}

/**
 * When a row ends of which the owner is taken: one that was cancelled under its owner is final from
 * then on, as of the time of the cancellation; the others stay live.
 */
export const END_IF_CANCELLED = `CASE WHEN d.status = 'cancelled' THEN d.due_at END`;
