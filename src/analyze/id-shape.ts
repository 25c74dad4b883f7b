/** Is this path segment or query value an identifier by its looks: UUID, ULID, long hex or digits? */
export function isIdShaped(text: string): boolean {
  return isOpaqueId(text) || /^\d+$/.test(text);
}

/** As `isIdShaped`, without plain numbers: in a query, `limit=20` says something to the reader. */
export function isOpaqueId(text: string): boolean {
  return (
    UUID.test(text) || ULID.test(text) || (HEX.test(text) && /\d/.test(text)) || ALIAS.test(text) || isRandomMix(text)
  );
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
/** What stands in place of a secret; its number depends on what else was recorded. */
const ALIAS = /^REDACTED-[a-z-]+-\d+$/;
const HEX = /^[0-9a-f]{12,}$/i;

/** Twenty or more letters and digits in both cases: `4fzqk9GxbTrmWn28YcLd`. Words joined by hyphens are names. */
function isRandomMix(text: string): boolean {
  return /^[0-9A-Za-z_]{20,}$/.test(text) && /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text);
}
