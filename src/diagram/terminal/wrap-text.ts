import { measureText, splitCharacters } from "../display-text.ts";

/** Breaks a line between words, and words that are too long, so that no line is wider; later ones are indented. */
export function wrapText(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  const end = (): void => {
    lines.push(line);
    line = INDENT.length < width ? INDENT : "";
  };
  for (const word of text.split(/(?<= )/)) {
    if (line.trim() !== "" && measureText(line + word.trimEnd()) > width) end();
    for (const character of splitCharacters(word)) {
      if (line.trim() !== "" && character !== " " && measureText(line + character) > width) end();
      line += character;
    }
  }
  lines.push(line);
  return lines.map((one) => one.trimEnd());
}

/** Of all lines but the first. */
const INDENT = "  ";
