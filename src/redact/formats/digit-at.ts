/** The number at a position of a text of digits to the base of 36, if there is one. */
export function digitAt(digits: string, index: number): number | undefined {
  return index < digits.length ? Number.parseInt(digits.charAt(index), 36) : undefined;
}
