import { readString } from "../../json/leaves.ts";
import { findValues } from "../../json/pointer.ts";
import { TOKEN } from "../../json/scan.ts";
import { knownAt } from "../../sequence/known-at.ts";
import { SHOWN_HEADERS } from "../names/header-names.ts";
import { looksLikeJson } from "../places/looks-like-json.ts";
import type { RedactionPolicy, SecretRule } from "../policy.ts";
import { createFinder } from "../vault/finder.ts";
import { formsOf } from "../vault/forms.ts";
import { WINDOW } from "../vault/window-table.ts";
import type { Leak } from "./find-leaks.ts";

/** Finds in a text of any kind what the user calls a secret. */
export type FindOwn = (text: string) => readonly Leak[];

/** What a recording with this policy would not have let through. */
export function createOwnFinder(policy: RedactionPolicy): FindOwn {
  const { secrets = [], foundSecrets = [], rules = [], level, showHeaders = [] } = policy;
  // Not with a vault, which treats a word of letters only as a coincidence: the user has declared that it is a secret.
  const finder = createFinder<string>();
  for (const secret of [...secrets, ...foundSecrets].filter(({ length }) => length >= WINDOW)) {
    for (const form of formsOf(secret)) finder.add(form, secret);
  }
  const shown = new Set(showHeaders.map((name) => name.toLowerCase()));
  const isHidden = (name: string): boolean => !SHOWN_HEADERS.has(name) && !shown.has(name);
  return (text) => {
    const known = finder.find(text).map(({ start, end }) => toLeak("project-secret", start, end));
    const ruled = rules.flatMap((rule) => findRuled(text, rule));
    const strict = level === "strict" ? findHeaders(text, isHidden, "strict-header") : [];
    return [...known, ...[...ruled, ...strict].filter(({ start, end }) => isClear(text.slice(start, end)))];
  };
}

const OWN_RULE = "project-rule";

function toLeak(rule: string, start: number, end: number): Leak {
  return { rule, secretClass: "secret", start, end };
}

/** An alias, or the name of a value in a page, is in the secret's place. */
function isClear(value: string): boolean {
  return value.trim() !== "" && !/REDACTED|^\s*"?\{[\w-]+\}"?\s*$/.test(value);
}

function findRuled(text: string, rule: SecretRule): readonly Leak[] {
  if ("pattern" in rule) return findMatches(text, rule.pattern);
  if ("pointer" in rule) return findPointed(text, rule.pointer);
  const wanted = rule.header.toLowerCase();
  return findHeaders(text, (name) => name === wanted, OWN_RULE);
}

/** The first group, or all, as a recording takes it. */
function findMatches(text: string, pattern: string): readonly Leak[] {
  return Array.from(text.matchAll(new RegExp(pattern, "dgu")), ({ indices, index, 0: match }) => {
    const [start, end] = indices?.[1] ?? [index, index + match.length];
    return toLeak(OWN_RULE, start, end);
  }).filter(({ start, end }) => end > start);
}

/** In JSON, in JSON in a code block of a page, and in the bodies of a HAR file. */
function findPointed(text: string, pointer: string): readonly Leak[] {
  const blocks = Array.from(
    text.matchAll(/^[ \t]*(`{3,}(?!`)|~{3,}(?!~))[^\n\r]*\r?\n([^]*?)^[ \t]*\1/gm),
    ({ index, 0: all, 2: body = "" }) => {
      return { text: body, offset: index + all.indexOf("\n") + 1 };
    },
  );
  const leaks = [{ text, offset: 0 }, ...blocks].flatMap(({ text: json, offset }) =>
    looksLikeJson(json)
      ? valuesAt(json, pointer).map(({ start, end }) => toLeak(OWN_RULE, offset + start, offset + end))
      : [],
  );
  return [...leaks, ...findInBodies(text, pointer)];
}

type Found = ReturnType<typeof findValues>;

function valuesAt(json: string, pointer: string): Found {
  return findValues(json, pointer).filter(({ kind }) => kind === TOKEN.string || kind === TOKEN.number);
}

function findInBodies(text: string, pointer: string): readonly Leak[] {
  return placesIn(text, ["request/postData/text", "response/content/text"]).flatMap((place) =>
    valuesAt(text, place).flatMap(({ start, end }) => {
      const body = readString(text, start, end);
      const isHolder =
        looksLikeJson(body) && valuesAt(body, pointer).some((found) => isClear(body.slice(found.start, found.end)));
      // The whole body: positions in it refer to another text.
      return isHolder ? [toLeak(OWN_RULE, start, Math.min(end, start + SHOWN))] : [];
    }),
  );
}

/** Characters of a body that represent it. */
const SHOWN = 1;

function findHeaders(text: string, isWanted: (name: string) => boolean, rule: string): readonly Leak[] {
  const places = placesIn(text, ["request/headers/*", "response/headers/*"]);
  if (places.length > 0 || rule !== OWN_RULE)
    return places.flatMap((place) =>
      findHarHeaders(text, place, isWanted).map(({ start, end }) => toLeak(rule, start, end)),
    );
  const lines = Array.from(text.matchAll(/^[ \t]*([A-Za-z][\w-]*): (\S[^\r\n]*)$/gm));
  return lines.flatMap(({ index, 0: line, 1: name = "", 2: value = "" }) => {
    const start = index + line.length - value.length;
    return isWanted(name.toLowerCase()) ? [toLeak(rule, start, start + value.length)] : [];
  });
}

type Span = Pick<Found[number], "end" | "start">;

function findHarHeaders(text: string, place: string, isWanted: (name: string) => boolean): readonly Span[] {
  const names = findValues(text, `${place}/name`);
  const values = findValues(text, `${place}/value`);
  if (names.length !== values.length) return [];
  return names.flatMap(({ start, end }, index) => {
    const value = knownAt(values, index);
    return isWanted(readString(text, start, end).toLowerCase()) ? [{ start: value.start + 1, end: value.end - 1 }] : [];
  });
}

/** Places of an exchange in a HAR file, or in a piece of one that is an exchange. */
function placesIn(text: string, places: readonly string[]): readonly string[] {
  if (!looksLikeJson(text) || !text.includes('"request"')) return [];
  return ["/log/entries/*", ""].flatMap((holder) => places.map((place) => `${holder}/${place}`));
}
