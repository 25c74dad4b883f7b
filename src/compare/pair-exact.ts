import { groupBy } from "../sequence/groups.ts";
import { knownAt } from "../sequence/known-at.ts";
import type { Places } from "./align-calls.ts";
import type { Pair } from "./align-keys.ts";
import type { Calls } from "./align-steps.ts";
import { type Call, keyOf, targetOf } from "./calls.ts";
import { maskVolatile } from "./noise.ts";

/**
 * Pairs calls of one kind by their complete request, query and body, if that shows that they changed places: `/books?offset=3` is not
 * `/books?offset=6`, even if it comes in its place. A request that was sent more than once shows nothing.
 */
export function pairExact({ before, after }: Calls): readonly Pair[] {
  const kindsAfter = groupBy(after.keys(), (place) => kindAt(after, place));
  return [...Map.groupBy(before.keys(), (place) => kindAt(before, place))].flatMap(([kind, places]) => {
    const placesAfter = kindsAfter.of(kind);
    if (places.length < 2 || placesAfter.length < 2) return [];
    // Ids that are the same in both recordings are the best evidence; ids of this run are none.
    const exact = pairBy({ before, after }, [places, placesAfter], (asked) => asked);
    const found = exact.length > 1 ? exact : pairBy({ before, after }, [places, placesAfter], maskVolatile);
    return isInOrder(found) ? [] : found;
  });
}

type Mask = (asked: string) => string;

function pairBy({ before, after }: Calls, [places, placesAfter]: Places, mask: Mask): readonly Pair[] {
  const partners = findUnique(placesAfter, (place) => mask(askedAt(after, place)));
  return [...findUnique(places, (place) => mask(askedAt(before, place)))].flatMap(([asked, place]): Pair[] => {
    const partner = partners.get(asked);
    return partner === undefined ? [] : [[place, partner]];
  });
}

function kindAt(calls: readonly Call[], place: number): string {
  const call = calls[place];
  return call === undefined ? "" : keyOf(call);
}

/** Positions of requests that were sent once, by request, in their order. */
function findUnique(places: readonly number[], askedOf: (place: number) => string): ReadonlyMap<string, number> {
  const found = Map.groupBy(places, askedOf);
  return new Map([...found].flatMap(([asked, own]) => (own.length === 1 ? own.map((place) => [asked, place]) : [])));
}

/** Characters of a body that are compared. */
const LOOKED_AT = 4096;

function askedAt(calls: readonly Call[], place: number): string {
  const request = calls[place]?.step.request;
  if (request === undefined) return "";
  return `${targetOf(request)} ${request.body.text.slice(0, LOOKED_AT)}`;
}

function isInOrder(pairs: readonly Pair[]): boolean {
  return pairs.every(([, partner], index) => index === 0 || partner > knownAt(pairs, index - 1)[1]);
}
