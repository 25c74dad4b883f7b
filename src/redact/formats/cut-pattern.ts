/**
 * Extends a regular expression so that it also matches its own beginnings if `end` matches after them: each character that it requires may
 * be the end instead. Negative lookaheads (`(?!…)`) and lookbehinds stay as they are.
 */
export function toCutPattern(source: string, end: string): string {
  let cut = "";
  // Groups open now; of one that must not match, or that looks back, everything is kept.
  const open: boolean[] = [];
  for (const [token] of source.matchAll(TOKEN)) {
    const isKept = open.at(-1) ?? false;
    if (token.startsWith("(")) open.push(isKept || /[!]$|<=$/.test(token));
    if (token === ")") open.pop();
    cut += isKept || STRUCTURE.test(token) ? token : `(?:${token}|${end})`;
  }
  return cut;
}

/** A group's beginning, what is between and after atoms, an atom. */
const TOKEN = /\((?:\?(?:<?[=!]|:))?|[)|]|[?*+]\??|\{\d+(?:,\d*)?\}\??|\\b|\\.|\[(?:\\.|[^\]\\])*\]|[^]/gu;

const STRUCTURE = /^(?:\(|[)|?*+{]|\\b$)/;
