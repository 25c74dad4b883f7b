import { UserError } from "../../errors.ts";

/** Reads the value of an option that takes a whole number; undefined stays. */
export function readCount(option: string, value: string | undefined): number | undefined {
  if (value === undefined || /^\d{1,15}$/.test(value)) return value === undefined ? undefined : Number(value);
  throw new UserError(`--${option} must be a whole number, but got "${value}".`);
}
