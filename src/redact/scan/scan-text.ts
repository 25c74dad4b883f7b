import { indexOrEnd } from "../../sequence/index-or-end.ts";
import type { SecretClass } from "../formats/classes.ts";
import { type Leak, findLeaks, withoutOverlaps } from "./find-leaks.ts";
import type { FindOwn } from "./find-own.ts";

/** A secret in a file. Never contains the secret itself. */
export interface ScanFinding {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  readonly class: SecretClass;
  /** The rule that found it, as an `allow-secret` comment names it. */
  readonly rule: string;
  /** The text before the secret in its line, followed by its class instead of the secret. */
  readonly excerpt: string;
}

/**
 * Searches any text for secrets, and for values that the user declares secret. `allow-secret RULE` on a line, or on the
 * line above, allows what that rule finds there.
 *
 * @param find how secrets are found that anybody would call so
 */
export function scanText(
  text: string,
  findOwn: FindOwn = () => [],
  find: (text: string) => readonly Leak[] = findLeaks,
): ScanFinding[] {
  const findAll = (whole: string): readonly Leak[] => withoutOverlaps([...find(whole), ...findOwn(whole)]);
  const findings = describeLeaks(text, findAll(text));
  if (findings.length > 0 || !text.includes("<br") || !BREAK.test(text)) return findings;
  // Diagrams break long labels, and the values in them, into lines.
  const joined = text.replaceAll(BREAKS, "");
  return describeLeaks(joined, findAll(joined));
}

const BREAK = /\w<br\s?\/?>\w/;
const BREAKS = /<br\s?\/?>/g;

/** Reports where leaks are, in the order of the text, except those that are allowed. */
export function describeLeaks(text: string, leaks: readonly Leak[]): ScanFinding[] {
  const findings: ScanFinding[] = [];
  let line = 1;
  let lineStart = 0;
  let above = "";
  let safe = 0;
  for (const { rule, secretClass, start, end } of leaks) {
    for (let next = text.indexOf("\n", lineStart); next >= 0 && next < start; next = text.indexOf("\n", lineStart)) {
      above = text.slice(Math.max(lineStart, next - LONGEST_MARKED), next);
      line += 1;
      lineStart = next + 1;
    }
    const rest = text.slice(start, Math.min(indexOrEnd(text, "\n", start), start + LONGEST_MARKED));
    const before = text.slice(Math.max(lineStart, safe, start - EXCERPT), start);
    safe = end;
    if (isAllowed(rule, `${above}\n${text.slice(Math.max(lineStart, start - LONGEST_MARKED), start)}${rest}`)) continue;
    findings.push({
      line,
      column: start - lineStart + 1,
      class: secretClass,
      rule,
      excerpt: `${before}[${secretClass}]`,
    });
  }
  return findings;
}

/** Characters shown before a secret. */
const EXCERPT = 24;

/** Characters of a line, on either side, in which a mark is looked for; a line of a HAR file may hold a whole body. */
const LONGEST_MARKED = 4096;

function isAllowed(rule: string, lines: string): boolean {
  return Array.from(lines.matchAll(/allow-secret ([\w-]+)/g)).some(([, allowed]) => allowed === rule);
}
