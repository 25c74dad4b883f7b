import type { Step, Walkthrough } from "../analyze/types.ts";
import { nameValue } from "./name-value.ts";
import type { Names } from "./names.ts";
import { TOKEN } from "./text.ts";

/** A value that an answer gives and a later request sends. */
export interface Capture {
  /** `image_id`, `token_1` */
  readonly variable: string;
  readonly from: Place;
}

/** Where an answer holds it: in a header, or in its JSON body at these member names and indexes. */
export type Place =
  | { readonly kind: "header"; readonly name: string }
  | { readonly kind: "json"; readonly path: readonly (string | number)[] };

export interface Captures {
  /** What the answer of this step gives. */
  readonly of: (step: string) => readonly Capture[];
  /** Variable that holds this value by the time of the request with this number. */
  readonly variableFor: (value: string, request: number) => string | undefined;
}

/** Follows values from answers to later requests. What a client sent before any answer held it is its own. */
export function findCaptures({ steps, variables }: Walkthrough, names: Names): Captures {
  const uses = findUses(steps);
  const known = new Map(variables.map(({ name, value }) => [value, name]));
  const found = new Map<string, { variable: string; since: number }>();
  const byStep = new Map<string, Capture[]>();
  for (const step of steps.toSorted((one, other) => one.response.number - other.response.number)) {
    for (const { value, from } of listValues(step)) {
      const { first = 0, last = 0 } = uses.get(value) ?? {};
      const since = step.response.number;
      if (found.has(value) || last < since || first < since) continue;
      const variable = names.take(known.get(value) ?? nameValue(value, from));
      found.set(value, { variable, since });
      byStep.set(step.id, [...(byStep.get(step.id) ?? []), { variable, from }]);
    }
  }
  return {
    of: (step) => byStep.get(step) ?? [],
    variableFor: (value, request) => {
      const capture = found.get(value);
      return capture !== undefined && capture.since < request ? capture.variable : undefined;
    },
  };
}

interface Uses {
  /** Numbers of the first and the last request that send it. */
  readonly first: number;
  readonly last: number;
}

function findUses(steps: readonly Step[]): ReadonlyMap<string, Uses> {
  const uses = new Map<string, Uses>();
  for (const { request } of steps) {
    const texts = [request.url, request.body.text, ...request.headers.map(({ value }) => value)];
    for (const [token] of texts.flatMap((text) => Array.from(text.matchAll(TOKEN)))) {
      const first = uses.get(token)?.first ?? request.number;
      uses.set(token, { first, last: request.number });
    }
  }
  return uses;
}

interface FoundValue {
  readonly value: string;
  readonly from: Place;
}

function listValues({ response }: Step): readonly FoundValue[] {
  const headers = response.headers.map(({ name, value }): FoundValue => ({ value, from: { kind: "header", name } }));
  const leaves = response.body.kind === "json" && response.body.cut === undefined ? listLeaves(response.body.text) : [];
  return [...headers, ...leaves].filter(isDistinct);
}

function listLeaves(text: string): readonly FoundValue[] {
  const leaves: FoundValue[] = [];
  const visit = (value: unknown, path: readonly (string | number)[]): void => {
    if (typeof value === "string" || typeof value === "number") {
      leaves.push({ value: String(value), from: { kind: "json", path } });
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, [...path, index]);
    } else if (typeof value === "object" && value !== null) {
      for (const [name, member] of Object.entries(value)) visit(member, [...path, name]);
    }
  };
  try {
    visit(JSON.parse(text), []);
  } catch {
    // A body that says it is JSON and is none, or nests too deeply, gives nothing.
  }
  return leaves;
}

/** Whether a value is unlikely to stand in two places by chance: an id, a token, an alias; no word, date or version. */
function isDistinct({ value, from }: FoundValue): boolean {
  if (!/^[\w.~-]{3,}$/.test(value)) return false;
  if (value.includes("REDACTED-")) return true;
  if (/^\d+$/.test(value)) return from.kind === "json" && /id$/i.test(String(from.path.at(-1)));
  return value.length >= 8 && /\d/.test(value) && !/^\d{4}-\d\d-\d\d|^v?\d+(?:\.\d+)+$/.test(value);
}
