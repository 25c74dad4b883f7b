/** The terminal output of a program, without color sequences. */
export function withoutColors(text: string): string {
  return text.replaceAll(COLORS, "");
}

// oxlint-disable-next-line no-control-regex -- the sequences of a terminal begin with one
const COLORS = /\u001B\[[\d;]*[A-Za-z]/g;
