import { matchedText } from "../sequence/matched-text.ts";
import { isCoined } from "../shapes/made-by-machine.ts";
import { splitEnding } from "../trace/names/split-ending.ts";

/** Two values of one place, without the quotes of JSON, where both are made up. */
export function pairMadeUp(before: string, after: string): readonly [string, string] | undefined {
  const [one, other] = [unquote(before), unquote(after)];
  return isCoined(one) && isCoined(other) ? [one, other] : undefined;
}

/** Renames whole words of a text. @param nameOf gives undefined for a word that stays */
export function renameWords(text: string, nameOf: (word: string) => string | undefined): string {
  return text.replace(/[\w.~-]+/g, (word) => {
    // A full stop after a word ends a sentence. Only at the start of the run of characters: otherwise each place in a long line of dashes
    // is tried.
    const end = matchedText(/(?<![.~-])[.~-]*$/, word);
    const whole = word.slice(0, word.length - end.length);
    const name = nameOf(whole);
    if (name !== undefined) return name + end;
    const { stem, ending } = splitEnding(whole);
    const named = ending === "" ? undefined : nameOf(stem);
    return named === undefined ? word : named + ending + end;
  });
}

function unquote(value: string): string {
  return value.replace(/^"(.*)"$/s, "$1");
}
