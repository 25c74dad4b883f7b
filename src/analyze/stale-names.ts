import { onlyKnown } from "../json/only-known.ts";
import { findNearestName } from "../sequence/nearest-name.ts";
import { splitPath, toAddress } from "../trace/names/address.ts";
import { matchesPattern, parsePathPattern } from "./path-pattern.ts";
import type { ParticipantNames } from "./renamed-participants.ts";
import { listLabelKeys, toLabelShape } from "./step-name.ts";
import type { Walkthrough } from "./types.ts";

/** A name for something that the trace does not contain. */
export interface StaleName {
  readonly option: "labels" | "participants" | "paths";
  /** Key of the label or participant, or index of the path. */
  readonly item: string | number;
  /** What is missing. */
  readonly wanted: string;
  /** The closest match; absent if there is none. */
  readonly nearest?: string;
}

export interface GivenNames {
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly participants?: ParticipantNames | undefined;
  readonly paths?: readonly string[] | undefined;
}

/** Finds names in the settings that match nothing. @param walkthrough made with these names */
export function findStaleNames(
  { participants, steps }: Pick<Walkthrough, "participants" | "steps">,
  given: GivenNames,
): readonly StaleName[] {
  const addresses = steps.map(({ request }) => toAddress(request.url));
  const calls = new Set(steps.flatMap(({ id, request }) => listLabelKeys({ ...request, id })));
  const shapes = new Set(Array.from(calls, toLabelShape));
  const people = new Set(participants.flatMap(({ id, label }) => [id, label]));
  const places = new Set([...people, ...addresses.flatMap(({ origin, host }) => [host, origin])]);
  const segments = Array.from(new Set(addresses.map(({ path }) => path)), splitPath);
  const paths = new Set(steps.map(({ request }) => request.path.replace(/\?.*/s, "")));
  const isPath = (template: string): boolean => {
    const pattern = parsePathPattern(template);
    return segments.some((path) => matchesPattern(pattern, path));
  };
  return [
    ...Object.keys(given.labels ?? {}).flatMap((name) =>
      shapes.has(toLabelShape(name)) ? [] : toStale("labels", name, { wanted: name, known: calls }),
    ),
    // A participant has its given label, however it was identified.
    ...Object.entries(given.participants ?? {}).flatMap(([name, label]) =>
      people.has(name) || people.has(label) ? [] : toStale("participants", name, { wanted: name, known: places }),
    ),
    ...(given.paths ?? []).flatMap((template, index) =>
      isPath(template) ? [] : toStale("paths", index, { wanted: template, known: paths }),
    ),
  ];
}

/** `the trace has no step "get-aa" to label. Did you mean "get-a"?` */
export function describeStaleName({ option, wanted, nearest }: StaleName): string {
  const reason = REASONS[option](wanted);
  return nearest === undefined ? reason : `${reason}. Did you mean "${nearest}"?`;
}

const REASONS: Readonly<Record<StaleName["option"], (wanted: string) => string>> = {
  labels: (wanted) => `the trace has no step "${wanted}" to label`,
  participants: (wanted) => `the trace has no participant "${wanted}" to name`,
  paths: (wanted) => `the trace has no path like ${wanted}`,
};

interface Wanted {
  readonly wanted: string;
  readonly known: Iterable<string>;
}

function toStale(
  option: StaleName["option"],
  item: StaleName["item"],
  { wanted, known }: Wanted,
): readonly StaleName[] {
  const nearest = findNearestName(wanted, known);
  return [{ option, item, wanted, ...onlyKnown({ nearest }) }];
}
