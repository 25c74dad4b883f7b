/**
 * Whether a place in a text lies within a long run of base64 (RFC 4648, section 4). There a few letters say nothing: `EAA`, as tokens of Meta begin,
 * is after a slash or a plus somewhere in every eighth image of a megabyte. What base64 holds is looked into once it is decoded.
 */
export function isWithinBase64(text: string, start: number, end: number): boolean {
  let first = start;
  while (start - first < SHORTEST && isBase64(text.charCodeAt(first - 1))) first -= 1;
  let last = end;
  while (last - end < SHORTEST && isBase64(text.charCodeAt(last))) last += 1;
  if (last - first < SHORTEST || (first === start && last === end)) return false;
  const run = text.slice(first, last);
  // Paths have slashes only, and words of a form are joined by plus signs only.
  return run.includes("+") && run.includes("/") && MIXED.test(run);
}

/** Characters. */
const SHORTEST = 512;

const MIXED = /\d[^]*[a-z]|[a-z][^]*\d/;

/** False for NaN, beyond the ends. */
function isBase64(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 47 && code <= 57) || code === 43;
}
