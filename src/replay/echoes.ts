import { isMadeUpName, isOneTime, isOpaque } from "../shapes/one-time-names.ts";
import type { Entry } from "../trace/model/types.ts";
import type { Call } from "./call.ts";
import type { HeaderOf } from "./choose-variant.ts";
import type { OwnId } from "./own-ids.ts";

/**
 * One-time values that the recorded server sent back, and those that the client sent in their places: the `state` of a login, the id of a
 * request. A client compares them with what it sent.
 */
export function findEchoes({ entry: { request, response }, recorded, asked, headerOf }: Exchange): readonly OwnId[] {
  const inQuery = pairByName(recorded.query, asked.query);
  const inHeaders = request.headers.map(({ name, value }): Candidate => [name, value, headerOf(name.toLowerCase())]);
  const candidates = [...inQuery, ...inHeaders].filter(isOfOwn);
  if (candidates.length === 0) return [];
  const { text = "", encoding } = response.content;
  const sent = [...response.headers.map(({ value }) => value), encoding === "base64" ? "" : text].join("\n");
  return candidates.filter(([, before]) => sent.includes(before)).map(([, before, after]): OwnId => [before, after]);
}

interface Exchange {
  readonly entry: Entry;
  readonly recorded: Call;
  readonly asked: Call;
  readonly headerOf: HeaderOf;
}

/** Parameters of one name by their order; others may be ignored, so that only one of the two has them. */
function pairByName(recorded: Call["query"], asked: Call["query"]): readonly Candidate[] {
  const left = Map.groupBy(asked, ([name]) => name);
  return recorded.map(([name, value]): Candidate => [name, value, left.get(name)?.shift()?.[1] ?? ""]);
}

type Candidate = readonly [name: string, recorded: string, asked: string];

function isOfOwn([name, before, after]: Candidate): boolean {
  if (after === "" || before === after || !isOpaque(before)) return false;
  return isOneTime(name, before) || (isMadeUpName(name) && isOpaque(after));
}
