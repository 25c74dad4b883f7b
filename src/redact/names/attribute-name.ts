/** Whether a value that is called a `key` is the name of an attribute, as OpenTelemetry has them (`wirewalk.entry.sha256`), or of a header. */
export function isAttributeName(value: string): boolean {
  return /^[a-z_]{1,20}\d{0,4}(?:\.[a-z_]{1,20}\d{0,4})+$/.test(value) || HEADER.test(value);
}

/** Words with a capital each, and few digits at the end: `X-Shopify-Hmac-Sha256`, `X-Account-Meta-Temp-URL-Key-2`. */
const HEADER =
  /^(?:(?:[A-Z][a-z]{0,15}|API|CSRF|DNS|HTTP|ID|IP|JWT|MD5|SHA|SSL|TLS|UR[IL]|UUID|XSRF)-){1,8}(?:[A-Z][a-z]{1,15}\d{0,3}|\d{1,4}|SHA\d{1,3}|API|ID|IP|JWT|MD5|UR[IL]|UUID)$/;
