import { createGroups, type Groups } from "../sequence/groups.ts";
import { findLongestIncreasing } from "../sequence/longest-increasing.ts";
import { mapKnown } from "../sequence/map-known.ts";
import { createPlaces } from "../sequence/places.ts";
import type { StepChange } from "./merge-report.ts";
import { type Section, toStepOf } from "./sections.ts";

/** A section of the merged page. */
export interface ArrangedSection {
  readonly section: Section;
  /** `new`: from the generated page; `moved`: where another section of the page was. */
  readonly place: "same" | "moved" | "new";
}

export interface Arrangement {
  readonly sections: readonly ArrangedSection[];
  readonly gone: readonly Section[];
  readonly changes: readonly StepChange[];
}

/**
 * Arranges the sections of a page in the order of the generated one. Sections that belong to no step stay where they
 * are; steps fill the places of steps; a new step is inserted after the step that it follows.
 */
export function arrangeSections(page: readonly Section[], generated: readonly Section[]): Arrangement {
  const steps = generated.filter(({ key }) => key !== undefined);
  const wanted = new Set(steps.map(({ key }) => key));
  const own = new Map(page.filter(({ key }) => wanted.has(key)).map((section) => [section.key, section]));
  const kept = mapKnown(steps, ({ key }) => own.get(key)).values();
  const followers = groupFollowers(steps, own);
  const sections: ArrangedSection[] = [];
  const gone: Section[] = [];
  let isFirst = true;
  for (const section of page) {
    if (section.key === undefined) {
      sections.push({ section, place: "same" });
      continue;
    }
    if (isFirst) sections.push(...followers.of(undefined));
    isFirst = false;
    if (!own.has(section.key)) {
      gone.push(section);
      continue;
    }
    // There are as many places as sections that are kept.
    const next = kept.next().value ?? section;
    sections.push({ section: next, place: next === section ? "same" : "moved" }, ...followers.of(next.key));
  }
  return {
    sections,
    gone,
    changes: [...listChanges(sections, page), ...gone.map((section) => toChange("removed", section))],
  };
}

/** New sections by the key of the section that they follow; undefined for those before all others. */
function groupFollowers(
  steps: readonly Section[],
  own: ReadonlyMap<string | undefined, Section>,
): Groups<string | undefined, ArrangedSection> {
  const followers = createGroups<string | undefined, ArrangedSection>();
  let leader: string | undefined;
  for (const section of steps) {
    if (own.has(section.key)) leader = section.key;
    else followers.add(leader, { section, place: "new" });
  }
  return followers;
}

/** As few sections have moved as can have. */
function listChanges(sections: readonly ArrangedSection[], page: readonly Section[]): readonly StepChange[] {
  const placeOf = createPlaces(page);
  const kept = sections.flatMap(({ section, place }) =>
    place === "new" || section.key === undefined ? [] : [section],
  );
  const staying = findLongestIncreasing(kept.map(placeOf));
  const hasStayed = new Set(staying.map((index) => kept[index]));
  let last: Section | undefined;
  return sections.flatMap(({ section, place }) => {
    if (section.key === undefined) return [];
    // It has no line number until it is inserted.
    if (place === "new") return [{ ...toChange("new", section), line: last === undefined ? 1 : toStepOf(last).line }];
    last = section;
    return hasStayed.has(section) ? [] : [toChange("moved", section)];
  });
}

function toChange(kind: StepChange["kind"], section: Section): StepChange {
  return { kind, ...toStepOf(section) };
}
