import { escapeUnseen } from "../../json/escape-unseen.ts";

/**
 * The output of `--json`: one line, in which invisible characters are escaped, because recorded text with U+009B (CSI) or bidi marks could
 * forge output in a terminal.
 */
export function toJsonLine(value: unknown): string {
  return `${escapeUnseen(JSON.stringify(value))}\n`;
}
