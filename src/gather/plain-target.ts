/**
 * Path and query in one spelling: tools escape URLs differently, and number the aliases of secrets by themselves. What may separate parts of a URL
 * stays as it is: `a=b%3Dc` is not `a%3Db=c`. A colon separates nothing in a path or a query (RFC 3986, 3.3), unless there are both: `a:b%3Ac`.
 */
export function toPlainTarget(url: string): string {
  const target = url.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, "").replace(/#.*$/s, "");
  const from = target.indexOf("?");
  const path = from < 0 ? target : target.slice(0, from);
  const query = from < 0 ? "" : target.slice(from + 1);
  const plain = unescapePart(path || "/");
  return query === "" ? plain : `${plain}?${unescapePart(query.replaceAll("+", " "))}`;
}

function unescapePart(text: string): string {
  const known = OFTEN_ESCAPED.reduce(unescapeAll, withoutAliasNumbers(text));
  if (!known.includes("%")) return known;
  let plain = "";
  let from = 0;
  for (const { 0: escape, index } of known.matchAll(KEPT)) {
    plain += decodeRuns(known.slice(from, index)) + escape.toUpperCase();
    from = index + escape.length;
  }
  return plain + decodeRuns(known.slice(from));
}

/** What is often escaped although it needs not be. */
const OFTEN_ESCAPED = [
  { sign: ":", escape: /%3a/gi },
  { sign: "@", escape: /%40/g },
] as const;

function unescapeAll(text: string, { sign, escape }: (typeof OFTEN_ESCAPED)[number]): string {
  return text.includes(sign) ? text : text.replaceAll(escape, sign);
}

/** `;/?:@&=+$,` separate parts (RFC 2396, section 2.2; `encodeURIComponent` escapes the same ones), `#` and `%` wherever they are. */
const KEPT = /%(?:2[3-6bcf]|3[abdf]|40)/gi;

/** What is not UTF-8 stays. */
function decodeRuns(text: string): string {
  return text.replaceAll(/(?:%[\da-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run.toUpperCase();
    }
  });
}

/** An alias from the key of a session is the same for all recorders; any other has a number of its recorder's own. */
export function withoutAliasNumbers(text: string): string {
  if (!text.includes("REDACTED-")) return text;
  return text.replaceAll(/(REDACTED-[a-z]+)-(?![a-z]{3}\d{9}(?!\d))[a-z]{0,3}\d{1,9}(?!\d)/g, "$1");
}
