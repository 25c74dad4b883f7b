import { isIdShaped } from "../../shapes/made-by-machine.ts";
import type { PathValue } from "../path-template.ts";
import type { Provenance, ValuePlace, ValueSource } from "../types.ts";
import { isMeant } from "./is-meant.ts";
import { nameSource } from "./name-source.ts";
import type { NumberedEntry, Sources } from "./sources.ts";

/** A request whose path is known. */
export interface PathedEntry extends NumberedEntry {
  readonly pathValues: readonly PathValue[];
  /** What indicates that a segment is a value, if no input and no earlier response does. */
  readonly pathEvidence: ValueSource | undefined;
}

/** Finds the source of each value in the requests; values of unknown source are omitted. */
export function findProvenance(entries: readonly PathedEntry[], sources: Sources): readonly Provenance[] {
  return entries.flatMap((entry) => [...placePathValues(entry), ...placeOthers(entry, sources)]);
}

function placePathValues({ id, pathValues, pathEvidence }: PathedEntry): readonly Provenance[] {
  return pathValues.map(({ index, value, name, source }) => ({
    step: id,
    place: { in: "path", at: String(index) },
    value,
    name,
    source: source ?? judge(value, pathEvidence),
  }));
}

/** The user's own template takes precedence over the form of a value; other descriptions of the path come after it. */
function judge(value: string, evidence: ValueSource | undefined): ValueSource {
  return evidence?.kind === "config" || !isIdShaped(value) ? (evidence ?? SHAPE) : SHAPE;
}

const SHAPE: ValueSource = { kind: "shape" };

function placeOthers(used: PathedEntry, sources: Sources): readonly Provenance[] {
  const names = new Map(used.pathValues.map(({ value, name }) => [value, name]));
  return sources.usedBy(used.entry).flatMap(({ place, value }): readonly Provenance[] => {
    const source = place.in === "path" ? undefined : sources.find(value, used);
    if (source === undefined || !isMeant(value, nameOf(place), source)) return [];
    const name = names.get(value) ?? nameSource(source, value, nameOf(place));
    return [{ step: used.id, place, value, name, source }];
  });
}

/** The parameter, header or member. */
function nameOf({ at }: ValuePlace): string {
  return at.slice(at.lastIndexOf("/") + 1);
}
