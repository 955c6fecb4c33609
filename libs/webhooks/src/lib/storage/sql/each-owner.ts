/**
 * Body of a recursive query `owners (owner)`: who owns any delivery, and a NULL at the end. A walk along
 * the owner index, one step for each owner; `DISTINCT` would read all that is owned.
 */
export const EACH_OWNER = `SELECT min(owner) AS owner FROM hookline.delivery WHERE owner IS NOT NULL
  UNION ALL
  SELECT (SELECT min(d.owner) FROM hookline.delivery d WHERE d.owner > o.owner) FROM owners o WHERE o.owner IS NOT NULL`;
