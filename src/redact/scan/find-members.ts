import { visitLeaves } from "../../json/leaves.ts";
import type { Span } from "../../json/quiet-items.ts";
import { TOKEN } from "../../json/scan.ts";
import { SHORT_NUMBER } from "../names/public-values.ts";
import { visitSecrets } from "../places/json-body.ts";
import { looksLikeJson } from "../places/looks-like-json.ts";
import { maskString } from "../places/nested.ts";
import { createScanVault } from "../vault/scan-vault.ts";
import { findCut } from "./find-cut.ts";
import type { Leak } from "./find-leaks.ts";

/**
 * Finds in JSON, such as a HAR file, what a recording would mask there: members, headers, parameters and cookies that are named like a
 * secret, and strings that hold one, in whatever encoding.
 */
export function findMembers(text: string): JsonLeaks {
  const members: Leak[] = [];
  const holders: Leak[] = [];
  const shown: Shown[] = [];
  if (!looksLikeJson(text)) return { members, holders, shown };
  const vault = createScanVault();
  const visit: Parameters<typeof visitSecrets>[1] = ({ start, end, kind }, value, mask) => {
    if (kind === TOKEN.number && SHORT_NUMBER.test(value)) return;
    const masked = mask === undefined ? maskString(value, vault) : mask(value, vault);
    const values = vault.takeShown();
    if (values.size > 0) shown.push({ start, end, values });
    if (!vault.hasMasked() || masked === value) return;
    const quote = kind === TOKEN.string ? 1 : 0;
    const secretClass = vault.lastClass();
    const leaks = mask === undefined ? holders : members;
    leaks.push({ rule: `named-${secretClass}`, secretClass, start: start + quote, end: end - quote });
  };
  visitSecrets(text, visit, ({ start, end }, value) => shown.push({ start, end, values: new Set([value]) }));
  return { members: [...members, ...findCutBodies(text)], holders, shown };
}

/** What the end of a body cuts off that a limit left the beginning of. */
function findCutBodies(text: string): Leak[] {
  const leaks: Leak[] = [];
  if (!text.includes('"_truncated"')) return leaks;
  visitLeaves(text, ({ start, end, kind, names }) => {
    if (names.at(-1) !== "text" || kind !== TOKEN.string || !IS_CUT.test(text.slice(end, end + 300))) return;
    for (const hit of findCut(text.slice(start + 1, end - 1))) {
      leaks.push({ ...hit, start: start + 1 + hit.start, end: start + 1 + hit.end });
    }
  });
  return leaks;
}

/** The fields of a trace after the text of a truncated body. */
const IS_CUT = /^[^{}]*"_truncated"\s*:\s*true/;

/** A string of JSON, and values in it. */
export interface Shown extends Span {
  readonly values: ReadonlySet<string>;
}

export interface JsonLeaks {
  /** Values that are secret as a whole. */
  readonly members: readonly Leak[];
  /** Strings that hold one. */
  readonly holders: readonly Leak[];
  /** Where values with the name of a secret are none. */
  readonly shown: readonly Shown[];
}
