/** Milliseconds that mean the same in every process of this machine. */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
