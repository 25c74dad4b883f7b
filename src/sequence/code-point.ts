/** The number of a character in Unicode: of the first of a text, which is not empty. */
export function codePointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
