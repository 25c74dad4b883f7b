/** Encodes what would end the path of an address, and what would be read as one of its codes; all else stays as readers know it. */
export function escapePath(path: string): string {
  return path.replaceAll(/[%#?]/g, encodeURIComponent);
}
