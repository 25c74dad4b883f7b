import type { BodyView } from "../analyze/types.ts";
import { textAt } from "../sequence/text-at.ts";
import { withoutLayout } from "../trace/bodies/layout.ts";
import { readBodyParts } from "./body-parts.ts";
import type { StepBook } from "./difference-book.ts";
import { compareJson } from "./json-differences.ts";
import { parseExact } from "./parse-exact.ts";
import { compareBytes, compareParts } from "./part-differences.ts";
import { namePlace } from "./tell-difference.ts";
import type { Place } from "./types.ts";
import { compareXml } from "./xml-differences.ts";

/** Compares two bodies: JSON member by member, anything else as text. */
export function compareBodies(
  part: "request" | "response",
  [before, after]: readonly [BodyView, BodyView],
  book: StepBook,
): void {
  const place: Place = { part, at: "body", name: "" };
  const [ours, theirs] = [describeKind(before), describeKind(after)];
  if (ours !== theirs) {
    const message = `${namePlace(place)} changed from ${ours} to ${theirs}`;
    return book.report({ level: "shape", place, before: ours, after: theirs, message });
  }
  const texts = [before.text, after.text] as const;
  if (texts[0].length > LONG && texts[0] === texts[1]) return compareRest(place, [before, after], book);
  const [parts, others] = [readBodyParts(before), readBodyParts(after)];
  if (parts !== undefined && others !== undefined) return compareParts(place, [parts, others], book);
  const json = [before, after].map(({ kind, cut }, index) =>
    kind === "json" && cut === undefined ? parseExact(textAt(texts, index)) : undefined,
  );
  const [old, fresh] = json;
  if (old !== undefined && fresh !== undefined) compareJson(place, [old.value, fresh.value], book);
  // Base64 has runs that look like ids.
  else if (before.kind === "binary") compareBytes(place, [toBytes(before), toBytes(after)], book);
  else if (!compareXml(place, [before, after], book))
    book.compareValues(place, withoutLayout(before.text, before.mimeType), withoutLayout(after.text, after.mimeType));
  compareRest(place, [before, after], book);
}

/** Length from which an unchanged body is not searched for equal ids: shorter bodies show as well that ids are the same. */
const LONG = 1 << 16;

function describeKind({ kind, missing }: BodyView): string {
  if (missing !== undefined) return "a body that is not in the trace";
  return kind === "none" ? "no body" : kind === "json" ? "JSON" : kind;
}

function toBytes({ text }: BodyView): Buffer {
  return Buffer.from(text, "base64");
}

/** Only the checksum of the truncated part is known; it follows the kept part if it differs. */
function compareRest(place: Place, [before, after]: readonly [BodyView, BodyView], book: StepBook): void {
  const [ours, theirs] = [showCut(before), showCut(after)];
  const isElsewhere = before.text !== after.text && before.cut?.size === after.cut?.size;
  if (ours === theirs || isElsewhere) return;
  const message = `${namePlace(place)} changed after the recorded part`;
  book.report({ level: "value", place, before: ours, after: theirs, message });
}

function showCut({ cut }: BodyView): string {
  return cut === undefined ? "whole" : `cut, ${cut.size} bytes, SHA-256 ${cut.sha256 || "not kept"}`;
}
