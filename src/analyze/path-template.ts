import { knownAt } from "../sequence/known-at.ts";
import { isIdShaped, isOpaqueId } from "../shapes/made-by-machine.ts";
import { decodeComponent } from "../trace/decode-component.ts";
import { splitPath } from "../trace/names/address.ts";
import { splitEnding } from "../trace/names/split-ending.ts";
import type { PathPattern, PatternSegment } from "./path-pattern.ts";
import { isPlain } from "./provenance/is-meant.ts";
import { nameSource } from "./provenance/name-source.ts";
import { toSingular } from "./singular.ts";
import type { ValueSource } from "./types.ts";
import type { VariableBook } from "./variables.ts";

export interface PathTemplateOptions {
  /** A known template of the path below the base; without it, values are recognized by their source or their form. */
  readonly pattern?: PathPattern | undefined;
  readonly variables: VariableBook;
  /** The input or earlier response that a value came from. */
  readonly sourceOf: (value: string) => ValueSource | undefined;
  /** Whether the response to this request shows that a value is an ID. */
  readonly isOwnId: (value: string) => boolean;
}

/** A segment that has a placeholder. */
export interface PathValue {
  /** From 0, in the whole path. */
  readonly index: number;
  /** Decoded. */
  readonly value: string;
  readonly name: string;
  /** Undefined if a pattern or its form made it a placeholder. */
  readonly source: ValueSource | undefined;
}

export interface PathTemplate {
  readonly path: string;
  readonly values: readonly PathValue[];
}

/**
 * Puts placeholders where a path has values: `/servers/9f1c…` → `/servers/{server_id}`. A repeated name gets a number:
 * `/users/1/users/2` → `/users/{user_id}/users/{user_id_2}`.
 *
 * @param base part of the path that stays as it is: `/image`
 * @param path whole path as sent, beginning with the base
 */
export function templatePath(base: string, path: string, options: PathTemplateOptions): PathTemplate {
  const below = path.slice(base.length);
  const before = splitPath(base).length;
  const segments = splitPath(below);
  const taken = new Set<string>();
  const values: PathValue[] = [];
  const note = (index: number, wish: string, encoded: string): string => {
    const value = decodeComponent(encoded);
    const name = takeName(wish, taken);
    values.push({ index: before + index, value, name, source: options.sourceOf(value) });
    return options.variables.add(name, encoded);
  };
  /** `3f2b8c1e-….csv` → `{export_id}.csv`, if the name without its extension is an ID. */
  const templateFile = (segment: string, before: string | undefined): string => {
    const { stem, ending } = splitEnding(segment);
    if (ending === "" || (!isOpaqueId(stem) && (isPlain(stem) || options.sourceOf(stem)?.kind !== "answer")))
      return segment;
    const wish = nameValue(stem, before, options);
    return wish === undefined ? segment : note(segments.indexOf(segment), wish, stem) + ending;
  };
  const templated = segments.map((segment, index) => {
    const part = options.pattern?.[index];
    if (part !== undefined && "regex" in part)
      return fillNames(part, segment, (name, value) => note(index, name, value));
    const wish =
      options.pattern === undefined
        ? nameValue(segment, values.at(-1)?.index === before + index - 1 ? undefined : segments[index - 1], options)
        : part !== undefined && "placeholder" in part && part.placeholder;
    if (wish !== undefined && wish !== false) return note(index, wish, segment);
    return options.pattern === undefined ? templateFile(segment, segments[index - 1]) : segment;
  });
  const slash = below.endsWith("/") ? "/" : "";
  return { path: base + templated.map((segment) => `/${segment}`).join("") + slash, values };
}

/** `report.json` → `{name}.json` */
function fillNames(
  { names, regex }: Extract<PatternSegment, { regex: RegExp }>,
  segment: string,
  note: (name: string, value: string) => string,
): string {
  const [, ...found] = regex.exec(segment) ?? [];
  return found.map((text, index) => (index % 2 === 0 ? text : note(knownAt(names, (index - 1) / 2), text))).join("");
}

/** A value is named after the collection before it, or else after its source. */
function nameValue(
  segment: string,
  before: string | undefined,
  { sourceOf, isOwnId }: PathTemplateOptions,
): string | undefined {
  const value = decodeComponent(segment);
  const source = sourceOf(value);
  const collection = before !== undefined && isCollection(before) ? toSingular(before) : undefined;
  const isId = isIdShaped(segment) || (collection !== undefined && isOwnId(value));
  if (isId) return collection === undefined ? "id" : `${collection}_id`;
  if (source?.kind === "input") return collection === undefined ? undefined : toSingular(source.input);
  if (source?.kind === "argument") return collection === undefined ? undefined : `argument_${source.position}`;
  if (source?.kind !== "answer") return undefined;
  const isOfAnswer = !isPlain(value) || (collection !== undefined && isOfCollection(source, collection));
  return isOfAnswer ? joinNames(collection, nameSource(source, value, "")) : undefined;
}

/** `image` and `token_name` → `image_name`; `image` and `image_owner` → `image_owner` */
function joinNames(collection: string | undefined, name: string): string {
  const isWhole = collection === undefined || name === collection || name.startsWith(`${collection}_`);
  return isWhole ? toSingular(name) : `${collection}_${/(?:^|_)id$/.test(name) ? "id" : name.replace(/^.*_/, "")}`;
}

function isCollection(segment: string): boolean {
  return /^[A-Za-z][\w.-]*$/.test(segment) && !/^v\d/.test(segment) && !isIdShaped(segment);
}

/** A word is an id only if the response has it as the id of such a thing: `/image/id`, `/images/0/id`. */
function isOfCollection({ from }: Extract<ValueSource, { kind: "answer" }>, collection: string): boolean {
  return from.kind === "json" && from.path.some((name) => typeof name === "string" && isNameOf(name, collection));
}

function isNameOf(name: string, collection: string): boolean {
  return toSingular(name) === collection || toSingular(name) === `${collection}_id`;
}

function takeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}_${number}`;
  taken.add(free);
  return free;
}
