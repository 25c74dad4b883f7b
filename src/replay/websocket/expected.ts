import { knownAt } from "../../sequence/known-at.ts";
import { type KnownBody, findMostAlike, keyOfAsked } from "../likeness.ts";
import type { AskedBody } from "../request-body.ts";

/** Messages that are due, in any order. */
export interface Expected {
  /** The place of the one that this is most like; it is not due any more. Undefined if none is left. */
  readonly take: (asked: AskedBody) => number | undefined;
}

/** Those of an equivalent message, or else of the next few: a client may send thousands in its turn. */
const NEXT = 50;

export function createExpected(bodies: readonly KnownBody[]): Expected {
  // For each position the next and the previous one that are left; the last position is both ends.
  const end = bodies.length;
  const after = Array.from({ length: end + 1 }, (_, place) => (place === end ? 0 : place + 1));
  const before = Array.from({ length: end + 1 }, (_, place) => (place === 0 ? end : place - 1));
  // The last first, as they are taken from the end.
  const byKey = Map.groupBy(Array.from(bodies.keys()).toReversed(), (place) => knownAt(bodies, place).key);
  const remove = (place: number): void => {
    after[knownAt(before, place)] = knownAt(after, place);
    before[knownAt(after, place)] = knownAt(before, place);
  };
  const isLeft = (place: number): boolean => after[knownAt(before, place)] === place;
  const findSame = (asked: AskedBody): number | undefined => {
    const places = byKey.get(keyOfAsked(asked));
    let place = places?.pop();
    while (place !== undefined && !isLeft(place)) place = places?.pop();
    return place;
  };
  const findNear = (asked: AskedBody): number | undefined => {
    const places: number[] = [];
    for (let place = knownAt(after, end); place !== end && places.length < NEXT; place = knownAt(after, place))
      places.push(place);
    return places[
      findMostAlike(
        places.map((place) => knownAt(bodies, place)),
        asked,
      )
    ];
  };
  return {
    take: (asked) => {
      const place = findSame(asked) ?? findNear(asked);
      if (place !== undefined) remove(place);
      return place;
    },
  };
}
