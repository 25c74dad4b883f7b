/**
 * Makes a function that remembers what it made of texts that come again and again. What it makes may hold parts of the text that it is given, which is a copy
 * of its own: a part of a long text keeps all of that in memory.
 */
export function rememberTexts<Made>(make: (text: string) => Made): (text: string) => Made {
  const known = new Map<string, { readonly made: Made }>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before.made;
    const own = copyText(text);
    const made = make(own);
    if (own.length > LONGEST) return made;
    if (known.size >= MOST) known.clear();
    known.set(own, { made });
    return made;
  };
}

/** One that holds no other text in memory, as what was cut out of one or joined of several does. */
export function copyText(text: string): string {
  // UTF-8, which is faster, would make the same of each half of a surrogate pair alone.
  return text.isWellFormed() ? Buffer.from(text).toString() : Buffer.from(text, "utf16le").toString("utf16le");
}

/** Texts that differ each time must not fill the memory. */
const MOST = 200;

/** Characters. */
const LONGEST = 16_384;
