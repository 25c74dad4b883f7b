/** Encodes the characters that would end the path of an address, or would be decoded; everything else stays readable. */
export function escapePath(path: string): string {
  return path.replaceAll(/[%#?]/g, encodeURIComponent);
}
