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
