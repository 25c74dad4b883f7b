/**
 * Extends a regular expression so that it also matches in the escapes of URLs and JSON, applied once or a few times: where it requires a
 * slash, `%2F`, `%252F` and `\/` match too.
 */
export function toEscapedPattern(source: string): string {
  let escaped = "";
  // Groups open now; what looks ahead or back stays as it is.
  const open: boolean[] = [];
  for (const [token] of source.matchAll(TOKEN)) {
    const isKept = open.at(-1) ?? false;
    if (token.startsWith("(")) open.push(isKept || /[!=]$/.test(token));
    if (token === ")") open.pop();
    const ways = isKept ? [] : waysToWrite(token);
    escaped += ways.length === 0 ? token : `(?:${[token, ...ways].join("|")})`;
  }
  return escaped;
}

/** A group's beginning, an atom, anything else. */
const TOKEN = /\((?:\?(?:<?[=!]|:))?|\{\d+(?:,\d*)?\}\??|\\.|\[(?:\\.|[^\]\\])*\]|[^]/gu;

/** Characters of base64 and of addresses that URLs and JSON escape. */
const ESCAPED: ReadonlyMap<string, string> = new Map([
  ["/", String.raw`%(?:25)*2F|%(?:25)*2f|\\+\/`],
  ["+", String.raw`%(?:25)*2B|%(?:25)*2b|\\+u002[Bb]`],
  ["=", String.raw`%(?:25)*3D|%(?:25)*3d|\\+u003[Dd]`],
  [":", "%(?:25)*3A|%(?:25)*3a"],
  ["@", "%(?:25)*40"],
  ["~", "%(?:25)*7E|%(?:25)*7e"],
]);

function waysToWrite(atom: string): string[] {
  if (!/^(?:\[(?!\^)|\\[^A-Za-z\d]|[/=:@~])/.test(atom)) return [];
  const pattern = new RegExp(`^${atom}$`);
  return Array.from(ESCAPED)
    .filter(([character]) => pattern.test(character))
    .map(([, ways]) => ways);
}
