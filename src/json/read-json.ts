/** The value that a text is the JSON of; undefined, which JSON has no word for, where it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isJson(text: string): boolean {
  return readJson(text) !== undefined;
}
