import { UserError } from "../errors.ts";
import type { RegionId } from "./regions.ts";

/** The comment before or behind a region, or what is left of one. */
export interface Marker {
  /** `orphan`: what follows was written about a step that is gone. */
  readonly kind: "begin" | "end" | "orphan" | "orphan-end";
  readonly id: RegionId;
  /** In a begin marker: the author wants the region as it is. */
  readonly isKept: boolean;
  /** In a begin marker: checksum of the text that wirewalk wrote. */
  readonly sum: string | undefined;
  /** White space before it. */
  readonly indent: string;
}

/**
 * Reads a line of the page outside of code.
 *
 * @param number 1-based, for messages
 * @returns undefined where the line is no marker
 * @throws UserError for a line that looks like a marker and is none: unnoticed, it would turn a check off
 */
export function parseMarker(line: string, number: number): Marker | undefined {
  if (!/^\uFEFF?\s*<!--+\s*wirewalk\b/i.test(line)) return undefined;
  const [, indent = "", word = "", rest = ""] = /^\uFEFF?([ \t]*)<!-- wirewalk:(\S+)(.*) -->\s*$/.exec(line) ?? [];
  const fields = new Map(rest.trim().split(/\s+/).map(splitField));
  const kind = KINDS.find((one) => one === word);
  const part = fields.get("part");
  if (kind === undefined || part === undefined || part === "") throw unreadable(line, number);
  const known = kind === "begin" ? ["step", "part", "sum", "keep"] : ["step", "part"];
  if (![...fields.keys()].every((key) => known.includes(key))) throw unreadable(line, number);
  const step = fields.get("step");
  const id = { ...(step !== undefined && { step }), part };
  return { kind, id, isKept: fields.has("keep"), sum: fields.get("sum"), indent };
}

const KINDS = ["begin", "end", "orphan", "orphan-end"] as const;

function splitField(field: string): readonly [string, string] {
  const at = field.indexOf("=");
  return at === -1 ? [field, ""] : [field.slice(0, at), field.slice(at + 1)];
}

/** Longest part of a line shown in a message, in characters. */
const LONGEST_EXCERPT = 120;

function unreadable(line: string, number: number): UserError {
  return new UserError(`Line ${number} is not a marker that can be read: ${line.trim().slice(0, LONGEST_EXCERPT)}`, {
    hint: "Markers look like `<!-- wirewalk:begin step=… part=… sum=… -->` and `<!-- wirewalk:end step=… part=… -->`, alone on a line.",
  });
}
