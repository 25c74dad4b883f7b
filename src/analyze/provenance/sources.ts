import type { JsonPath } from "../../json/visit-values.ts";
import { isDistinctive } from "../../shapes/made-by-machine.ts";
import type { Entry, Trace } from "../../trace/model/types.ts";
import type { AnswerPlace, ValueSource } from "../types.ts";
import { isIdName } from "./id-name.ts";
import { readInputs } from "./inputs.ts";
import { isPlain } from "./is-meant.ts";
import { type TokenFilter, createTokenFilter } from "./token-filter.ts";
import { type UsedValue, listUsedValues } from "./used-values.ts";
import { visitTexts } from "./visit-texts.ts";

/** An entry, its step, and the numbers of its arrows. */
export interface NumberedEntry {
  readonly entry: Entry;
  readonly id: string;
  readonly request: number;
  readonly outcome: number;
}

export interface Sources {
  /** The source of a value in this request, if it is an input or in an earlier response. */
  readonly find: (value: string, request: NumberedEntry) => ValueSource | undefined;
  /** The values in the request of this entry. */
  readonly usedBy: (entry: Entry) => readonly UsedValue[];
}

/**
 * Follows values from inputs and responses to later requests. A value that a client sent before any response contained it is its own. Only
 * values of requests are looked up in responses, so the work grows with the bytes of the trace.
 */
export function createSources(trace: Trace, entries: readonly NumberedEntry[]): Sources {
  const used = new Map(entries.map(({ entry }) => [entry, listUsedValues(entry)]));
  const usedBy: Sources["usedBy"] = (entry) => used.get(entry) ?? [];
  const firstUse = new Map<string, number>();
  for (const { entry, request } of entries) {
    for (const { value } of usedBy(entry)) if (!firstUse.has(value)) firstUse.set(value, request);
  }
  const inputs = readInputs(trace);
  const answers = new Map<string, KnownAnswer>();
  const isWanted = createTokenFilter(firstUse.keys());
  for (const { entry, id, outcome } of entries.toSorted((one, other) => one.outcome - other.outcome)) {
    visitAnswer(entry, isWanted, (value, where) => {
      const first = firstUse.get(value);
      if (first === undefined || first < outcome || answers.has(value) || !isDistinct(value, where)) return;
      answers.set(value, { client: entry._client, outcome, source: { kind: "answer", step: id, from: keep(where) } });
    });
  }
  return {
    usedBy,
    find: (value, request) => {
      const input = inputs.get(value);
      if (input !== undefined) return input;
      const answer = answers.get(value);
      return answer !== undefined && canKnow(request, value, answer) ? answer.source : undefined;
    },
  };
}

interface KnownAnswer {
  readonly client: string | undefined;
  readonly outcome: number;
  readonly source: ValueSource;
}

/** A service gets tokens and IDs from others, but it may know a plain word by itself. */
function canKnow({ entry, request }: NumberedEntry, value: string, { client, outcome }: KnownAnswer): boolean {
  return outcome < request && (entry._client === client || !isPlain(value));
}

/** The name of a header, or the location of a value in a body. */
type Where = string | JsonPath;

/** The location of a value is valid during the visit only. */
function visitAnswer({ response }: Entry, isWanted: TokenFilter, visit: (value: string, where: Where) => void): void {
  for (const { name, value } of response.headers) visit(value, name);
  const { text = "", encoding } = response.content;
  if (encoding !== "base64" && /^\s*[[{]/.test(text)) visitTexts(text, visit, isWanted);
}

function keep(where: Where): AnswerPlace {
  return typeof where === "string" ? { kind: "header", name: where } : { kind: "json", path: [...where] };
}

/** Whether a value is unlikely to occur in two places by chance: by its form, because it is an alias, or because it is a name. */
function isDistinct(value: string, where: Where): boolean {
  if (value === "") return false;
  if (value.includes("REDACTED-") || isNamed(where)) return true;
  return isDistinctive(value);
}

/** Members that name a thing. */
function isNamed(where: Where): boolean {
  return typeof where !== "string" && isIdName(String(where.at(-1)));
}
