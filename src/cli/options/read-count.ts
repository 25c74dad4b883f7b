import { UserError } from "../../errors.ts";

/** Reads the value of an option that takes a whole number; undefined stays undefined. */
export function readCount(option: string, value: string | undefined, least = 0): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,15}$/.test(value)) {
    if (Number(value) >= least) return Number(value);
    throw new UserError(`--${option} must be at least ${least}, but got "${value}".`);
  }
  throw new UserError(`--${option} must be a whole number, but got "${value}".`);
}
