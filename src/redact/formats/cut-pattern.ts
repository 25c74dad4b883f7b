/**
 * Makes of a regular expression one that its beginnings fit too, where `end` matches behind them: each character that it asks for may be
 * the end instead. What must not follow (`(?!…)`) and what has to stand before stay as they are.
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

/** A group's beginning, what stands between and behind atoms, an atom. */
const TOKEN = /\((?:\?(?:<?[=!]|:))?|[)|]|[?*+]\??|\{\d+(?:,\d*)?\}\??|\\b|\\.|\[(?:\\.|[^\]\\])*\]|[^]/gu;

const STRUCTURE = /^(?:\(|[)|?*+{]|\\b$)/;
