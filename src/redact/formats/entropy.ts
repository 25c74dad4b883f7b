/** Whether a text looks made by a random generator: long, letters and digits, hardly a character twice. */
export function isRandom(text: string): boolean {
  return (
    text.length >= 20 && /^[\w+/=.-]+$/.test(text) && /\d/.test(text) && /[A-Za-z]/.test(text) && entropyOf(text) >= 3.5
  );
}

/** Shannon entropy, bits per character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
