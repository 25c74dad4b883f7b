/** Properties of characters; a text has a property if all its characters have it. */
export const KIND = {
  /** In a string of JSON without an escape: no control, quote or backslash. */
  plain: 1,
  /** An ASCII letter, a digit, a dot, a hyphen or an underscore. */
  word: 2,
  /** A small hexadecimal digit or a hyphen: of an id, a hash, a date. */
  id: 4,
  /** None of `%?@#;<$=+`, and ASCII. */
  unmarked: 8,
  /** Of base64, or of its variant for URLs. */
  run: 16,
  /** A letter or a digit: none that may separate a run from what precedes it. */
  undivided: 32,
  /** A hexadecimal digit. */
  hex: 64,
  /** Of base32. */
  base32: 128,
} as const;

/** What holds of a text without characters. */
export const ALL_KINDS = 255;

/** The kinds of an ASCII character, by its code. Any other is plain in JSON, and nothing else. */
export const KINDS: Uint8Array = listKinds();

function listKinds(): Uint8Array {
  const kinds = new Uint8Array(128).fill(KIND.plain | KIND.unmarked, 0x20);
  kinds.fill(0, 0, 0x20);
  const add = (kind: number, characters: string): void => {
    for (const code of Buffer.from(characters)) kinds[code] = (kinds[code] ?? 0) | kind;
  };
  const [small, capitals, digits] = ["abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"];
  add(KIND.word, `${small}${capitals}${digits}_.-`);
  add(KIND.id, `abcdef${digits}-`);
  add(KIND.run, `${small}${capitals}${digits}+/-_`);
  add(KIND.undivided, `${small}${capitals}${digits}`);
  add(KIND.hex, `abcdefABCDEF${digits}`);
  add(KIND.base32, `${capitals}234567`);
  for (const code of Buffer.from("%?@#;<$=+")) kinds[code] = (kinds[code] ?? 0) & ~KIND.unmarked;
  for (const code of Buffer.from('"\\')) kinds[code] = 0;
  return kinds;
}
