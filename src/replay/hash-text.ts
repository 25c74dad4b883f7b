/**
 * A number of 30 bits for a text, which V8 stores without allocating an object. Different texts may have the same
 * number.
 *
 * @param seed makes another number of the same text
 */
export function hashText(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed;
  // FNV-1a, by units instead of bytes.
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) & 0x3fffffff;
}
