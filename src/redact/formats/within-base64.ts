/**
 * Whether a place in a text lies within a long run of base64 (RFC 4648, section 4). A few letters mean nothing there: `EAA`, the beginning
 * of Meta's tokens, follows a slash or a plus in every eighth image of a megabyte. The content of base64 is searched after decoding. A
 * match that contains other characters itself, such as a PEM key, is never within base64.
 */
export function isWithinBase64(text: string, start: number, end: number): boolean {
  if (OTHERS.test(text.slice(start, end))) return false;
  let first = start;
  while (start - first < SHORTEST && isBase64(text.charCodeAt(first - 1))) first -= 1;
  let last = end;
  while (last - end < SHORTEST && isBase64(text.charCodeAt(last))) last += 1;
  const around = text.slice(first, start) + text.slice(end, last);
  if (around.length < SHORTEST) return false;
  // Paths have slashes only, and words of a form are joined by plus signs only.
  return around.includes("+") && around.includes("/") && /\d/.test(around) && /[a-z]/.test(around);
}

/** Characters next to it. */
const SHORTEST = 512;

const OTHERS = /[^A-Za-z\d+/]/;

/** False for NaN, beyond the ends. */
function isBase64(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 47 && code <= 57) || code === 43;
}
