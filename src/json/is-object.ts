/** Whether a value of JSON, or of a file like it, is an object: no list, and not null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value that should be an object; one without members if it is none. */
export function toObject(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}
