import { isJson } from "../../json/read-json.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { lastText, textAt } from "../../sequence/text-at.ts";

/** Whether a text may be an event stream (Server-Sent Events) in which an event has data of several lines. */
export function hasEventLines(text: string): boolean {
  let lastEnd = -1;
  let blank = -1;
  for (let at = text.indexOf("data:"); at >= 0; at = text.indexOf("data:", at + 1)) {
    if (at > 0 && !/[\r\n\uFEFF]/.test(text.charAt(at - 1))) continue;
    if (lastEnd >= 0) {
      if (blank < lastEnd) blank = indexOfBlank(text, lastEnd);
      if (blank >= at) return true;
    }
    LINE_END.lastIndex = at;
    LINE_END.test(text);
    lastEnd = LINE_END.lastIndex - 1;
  }
  return false;
}

const LINE_END = /[^\r\n]*(?:[\r\n]|$)/y;

/** Offset of the next blank line, or of the end. */
function indexOfBlank(text: string, from: number): number {
  BLANK.lastIndex = from;
  return BLANK.exec(text)?.index ?? text.length;
}

const BLANK = /(?:\r\n|\n|\r(?!\n)){2}/g;

/** Masks the data of each multi-line event joined, as clients read it, and restores the lines with their separators. */
export function mapEventData(text: string, mask: (data: string) => string): string {
  return text
    .split(EVENT_END)
    .map((event) => mapEvent(event, 2, mask))
    .join("");
}

/** The same for the last event, whose end is missing. */
export function mapOpenEvent(text: string, mask: (data: string) => string): string {
  if (!/^\uFEFF?data:/m.test(text)) return text;
  const events = text.split(EVENT_END);
  return events.slice(0, -1).join("") + mapEvent(lastText(events), 1, mask);
}

/** Blank lines belong to the list, at odd places. */
const EVENT_END = /((?:\r\n|\n|\r(?!\n)){2,})/;

/** A stream may begin with a byte order mark. */
const DATA = /^(\uFEFF?data: ?)(.*)$/s;

function mapEvent(event: string, fewest: number, mask: (data: string) => string): string {
  const lines = event.split(/(\r\n|\n|\r)/);
  const places = lines.flatMap((line, index) => (DATA.test(line) ? [index] : []));
  if (places.length < fewest) return event;
  const written = places.map((place) => matchParts(DATA, textAt(lines, place)));
  const values = written.map(([, , value = ""]) => value);
  const data = values.join("\n");
  // Some break their lines anywhere, and join them by nothing.
  const joined = [data, values.join("")].find(isJson) ?? data;
  const masked = mask(joined);
  if (masked === joined) return event;
  const parts = masked.split("\n");
  places.forEach((place, index) => {
    const isLast = index === places.length - 1;
    const part = isLast ? parts.slice(index).join(`${lines[place - 1] ?? "\n"}data: `) : textAt(parts, index);
    lines[place] = (written[index]?.[1] ?? "data: ") + part;
  });
  return lines.join("");
}
