/** Whether a value that is called a `key` is the name of an attribute, as OpenTelemetry has them: `wirewalk.entry.sha256`. */
export function isAttributeName(value: string): boolean {
  return /^[a-z_]{1,20}\d{0,4}(?:\.[a-z_]{1,20}\d{0,4})+$/.test(value);
}
