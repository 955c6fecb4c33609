/** One step of the schema. Runs in a transaction of its own, once, in the order of `version`. */
export interface Migration {
  version: number;
  name: string;
  sql: string;
}
