import { onlyKnown } from "../json/only-known.ts";
import { toPointer } from "../json/pointer.ts";
import { type BodyPart, describeBytes } from "./body-parts.ts";
import type { StepBook } from "./difference-book.ts";
import { compareJson } from "./json-differences.ts";
import { parseExact } from "./parse-exact.ts";
import { namePlace } from "./tell-difference.ts";
import type { Place } from "./types.ts";

/** Compares forms and uploads part by part, whatever separates the parts: JSON by its members, bytes by their size and digest. */
export function compareParts(
  place: Place,
  [before, after]: readonly [readonly BodyPart[], readonly BodyPart[]],
  book: StepBook,
): void {
  const [old, fresh] = [before, after].map((parts) => Map.groupBy(parts, ({ name }) => name));
  for (const name of new Set([...before, ...after].map((part) => part.name))) {
    const [ours = [], theirs = []] = [old?.get(name), fresh?.get(name)];
    for (let turn = 0; turn < Math.max(ours.length, theirs.length); turn += 1) {
      // Parts of one name are distinguished by their order.
      const at = { ...place, name: place.name + toPointer(turn === 0 ? [name] : [name, turn]) };
      comparePart(at, [ours[turn], theirs[turn]], book);
    }
  }
}

function comparePart(
  place: Place,
  [before, after]: readonly [BodyPart | undefined, BodyPart | undefined],
  book: StepBook,
): void {
  if (before === undefined || after === undefined) {
    const message = `${namePlace(place)} was ${before === undefined ? "added" : "removed"}`;
    const values = { before: before && showPart(before), after: after && showPart(after) };
    return book.report({ level: "shape", place, ...onlyKnown(values), message });
  }
  const fileName = { ...place, name: `${place.name}/filename` };
  book.compareValues(fileName, before.fileName ?? "", after.fileName ?? "");
  if (before.text === undefined || after.text === undefined)
    return compareBytes(place, [before.bytes, after.bytes], book);
  const [one, other] = [parseJson(before.text), parseJson(after.text)];
  if (one !== undefined && other !== undefined) compareJson(place, [one.value, other.value], book);
  else book.compareValues(place, before.text, after.text);
}

/** Of bytes, every difference is news. */
export function compareBytes(place: Place, [before, after]: readonly [Buffer, Buffer], book: StepBook): void {
  if (before.equals(after)) return;
  const [ours, theirs] = [describeBytes(before), describeBytes(after)];
  const message = `${namePlace(place)} has different bytes: ${ours}, then ${theirs}`;
  book.report({ level: "value", place, before: ours, after: theirs, message });
}

function showPart({ text, bytes }: BodyPart): string {
  return text ?? describeBytes(bytes);
}

/** A part that is a number or a word is text, whatever JSON takes it for. */
function parseJson(text: string): ReturnType<typeof parseExact> {
  return /^\s*[[{]/.test(text) ? parseExact(text) : undefined;
}
