import { listArrowPairs } from "../../analyze/arrow-pairs.ts";
import type { Walkthrough } from "../../analyze/types.ts";
import { countOf } from "../../sequence/count-of.ts";
import { listMaskedPlaces } from "../../share/masked-places.ts";
import type { Trace } from "../../trace/model/types.ts";
import { toPrintable } from "./printable.ts";

/** Where each masked value is, alias by alias in the order of first appearance; never a value. */
export function listSecretPlaces(trace: Trace, walkthrough: Walkthrough): string {
  const pairs = listArrowPairs(trace.log.entries, walkthrough);
  const byAlias = Map.groupBy(listMaskedPlaces(trace), ({ alias }) => alias);
  if (byAlias.size === 0) return "No secrets were masked.\n";
  const lines = Array.from(byAlias, ([alias, places]) => {
    const named = places.map(({ exchange, place }) => {
      const pair = exchange === undefined ? undefined : pairs.at(exchange - 1);
      if (pair === undefined) return place;
      // Places in the URL and in the request belong to the arrow of the request.
      const isAsked = place === "URL" || place.startsWith("request");
      return `(${isAsked ? pair.request : pair.response}) ${place}`;
    });
    const counts = Map.groupBy(named, String);
    const listed = Array.from(counts, ([place, { length }]) => `  ${place}${length === 1 ? "" : `, ${length} times`}`);
    return [`${alias}: ${countOf(places.length, "place")}`, ...listed];
  });
  return lines
    .flat()
    .map((line) => `${toPrintable(line).replaceAll("\n", " ")}\n`)
    .join("");
}
