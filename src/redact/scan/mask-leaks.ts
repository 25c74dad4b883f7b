import { createTally } from "../../sequence/tally.ts";
import { findLeaks, withoutOverlaps } from "./find-leaks.ts";
import type { FindOwn } from "./find-own.ts";
import { describeLeaks } from "./scan-text.ts";

export interface MaskedText {
  readonly text: string;
  /** Lines in which something was masked, from 1. */
  readonly lines: readonly number[];
}

/**
 * Puts an alias in place of each secret in some lines of a text of any kind, the same for the same secret; those that a mark allows stay.
 *
 * @param isWanted whether a line, counted from 1, is one of them
 */
export function maskLeaks(text: string, isWanted: (line: number) => boolean, findOwn: FindOwn = () => []): MaskedText {
  const aliases = new Map<string, string>();
  const counts = createTally<string>();
  const lines: number[] = [];
  let masked = "";
  let end = 0;
  for (const leak of withoutOverlaps([...findLeaks(text), ...findOwn(text)])) {
    const [finding] = describeLeaks(text, [leak]);
    if (finding === undefined || !isWanted(finding.line)) continue;
    const value = text.slice(leak.start, leak.end);
    const alias = aliases.get(value) ?? `REDACTED-${leak.secretClass}-${counts.add(leak.secretClass) + 1}`;
    aliases.set(value, alias);
    masked += text.slice(end, leak.start) + alias;
    ({ end } = leak);
    if (lines.at(-1) !== finding.line) lines.push(finding.line);
  }
  return { text: masked + text.slice(end), lines };
}
