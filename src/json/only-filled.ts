import type { Known } from "./only-known.ts";

/** An object without its empty texts and lists, and without its undefined fields. Fields keep their order. */
export function onlyFilled<Fields extends object>(fields: Fields): Known<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && !isEmpty(value));
  // Only fields that readers do not need are removed.
  return Object.fromEntries(entries) as Known<Fields>;
}

function isEmpty(value: unknown): boolean {
  return value === "" || (Array.isArray(value) && value.length === 0);
}
