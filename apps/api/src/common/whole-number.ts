import type { ValueTransformer } from 'typeorm';

/** A `bigint` column as a number: the driver would answer text. Inputs are bounded, so that it fits. */
export const wholeNumber: ValueTransformer = {
  to: (value: number | null) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};
