import { onlyKnown } from "../json/only-known.ts";
import { escapePattern } from "../sequence/escape-pattern.ts";
import { matchParts } from "../sequence/match-parts.ts";
import { textAt } from "../sequence/text-at.ts";
import { decodeComponent } from "../trace/decode-component.ts";
import { splitPath, toAddress } from "../trace/names/address.ts";
import { isPlain } from "./provenance/is-meant.ts";
import type { Arrow, Step, Variable, Walkthrough } from "./types.ts";

/**
 * Makes names unique on a page: no placeholder has two values, and no value has two names. A name that another value already has gets a
 * number. Steps are aligned by the names from before this, which depend on no other step.
 *
 * @param templates of the author, whose names take precedence. @default none
 */
export function nameUniquely(walkthrough: Walkthrough, templates: readonly string[] = []): Walkthrough {
  const names = createNames(walkthrough.variables);
  const isOfAuthor = ({ request }: Step): boolean => templates.includes(request.path.replace(/\?.*/s, ""));
  const [own, others] = [walkthrough.steps.filter(isOfAuthor), walkthrough.steps.filter((step) => !isOfAuthor(step))];
  const paths = new Map<string, string>();
  for (const step of [...own, ...others]) {
    const path = renamePath(step, names.take);
    if (path !== step.request.path) paths.set(step.id, path);
  }
  const steps = walkthrough.steps.map((step) => {
    const path = paths.get(step.id);
    return path === undefined ? step : { ...step, request: { ...step.request, path } };
  });
  const before = new Map(walkthrough.steps.map((step) => [step.id, step]));
  const rename = (arrow: Arrow): Arrow => {
    const [path, step] = [paths.get(arrow.step), before.get(arrow.step)];
    const isPath = step !== undefined && arrow.label === `${step.request.method} ${step.request.path}`;
    return path === undefined || !isPath ? arrow : { ...arrow, label: `${step.request.method} ${path}` };
  };
  const variables = names.list();
  return {
    ...walkthrough,
    steps,
    arrows: paths.size === 0 ? walkthrough.arrows : walkthrough.arrows.map(rename),
    variables,
  };
}

/** The name of a value on the page. */
type TakeName = (name: string, value: string) => string;

function createNames(known: readonly Variable[]): {
  readonly take: TakeName;
  readonly list: () => readonly Variable[];
} {
  const byName = new Map<string, Variable>();
  const byValue = new Map<string, string>();
  // Of a name that thousands of values have, all lower numbers are given.
  const lastNumbers = new Map<string, number>();
  const inputs = new Map(known.flatMap(({ value, input }) => (input === undefined ? [] : [[value, input] as const])));
  const take: TakeName = (name, value) => {
    // A plain word or number may be the ID of several things.
    const key = isPlain(value) ? JSON.stringify([toSpelling(name), value]) : value;
    const given = byValue.get(key);
    if (given !== undefined) return given;
    let free = name;
    let number = lastNumbers.get(name) ?? 1;
    for (; byName.has(free); free = `${name}_${number}`) number += 1;
    lastNumbers.set(name, number);
    byValue.set(key, free);
    const input = inputs.get(value);
    byName.set(free, { name: free, value, ...onlyKnown({ input }) });
    return free;
  };
  const list = (): readonly Variable[] => {
    const found = [...byName.values()];
    const isFound = new Set(found.map(({ input }) => input));
    return [...found, ...known.filter(({ input }) => input !== undefined && !isFound.has(input))];
  };
  return { take, list };
}

/** A document may call `patientId` what a query calls `patient_id`. */
function toSpelling(name: string): string {
  return name.replaceAll(/[_-]/g, "").toLowerCase();
}

/** A template and its URL have the same segments and parameters, in the same order. */
function renamePath({ request }: Step, take: TakeName): string {
  if (!request.path.includes("{")) return request.path;
  const { path, query } = toAddress(request.url);
  const [template = "", ...rest] = request.path.split("?");
  const [segments, parameters] = [splitPath(path), query.split("&")];
  const renamed = replaceEach(template, /[^/]+/g, (segment, index) =>
    renamePart(segment, textAt(segments, index), take),
  );
  if (rest.length === 0) return renamed;
  const named = replaceEach(rest.join("?"), /[^&]+/g, (part, index) =>
    renamePart(part, textAt(parameters, index), take),
  );
  return `${renamed}?${named}`;
}

function replaceEach(text: string, pattern: RegExp, replace: (found: string, index: number) => string): string {
  let index = 0;
  return text.replace(pattern, (found) => replace(found, index++));
}

/** @param template `{name}.json` @param sent `report.json` */
function renamePart(template: string, sent: string, take: TakeName): string {
  if (!template.includes("{") || template === sent) return template;
  const [, whole] = matchParts(/^\{(\w+)\}$/, template);
  if (whole !== undefined) return `{${take(whole, decodeComponent(sent))}}`;
  const parts = template.split(/\{(\w+)\}/);
  const pattern = parts.map((part, index) => (index % 2 === 0 ? escapePattern(part) : "(.*?)")).join("");
  const values = new RegExp(`^${pattern}$`, "s").exec(sent)?.slice(1);
  if (values === undefined) return template;
  return parts
    .map((part, index) =>
      index % 2 === 0 ? part : `{${take(part, decodeComponent(textAt(values, (index - 1) / 2)))}}`,
    )
    .join("");
}
