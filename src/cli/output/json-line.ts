import { escapeUnseen } from "../../json/escape-unseen.ts";

/**
 * What `--json` prints: one line, in which characters that are not seen are escapes, as it may be shown in a terminal: recorded text with U+009B
 * (CSI) or marks of direction could forge what is there.
 */
export function toJsonLine(value: unknown): string {
  return `${escapeUnseen(JSON.stringify(value))}\n`;
}
