import { onlyKnown } from "../json/only-known.ts";
import type { Entry, ExchangeError } from "../trace/model/types.ts";
import { NumberList } from "../trace/stream/number-list.ts";
import { type Place, type RecordedConnection, createPlaceReader, toFailure } from "./places.ts";

/**
 * Collects the connections of a trace; for hosts that always responded, with perhaps a million connections, only the
 * positions.
 */
export interface ConnectionList {
  /** @param number place of the exchange in the trace, from 1 */
  readonly add: (entry: Entry, number: number) => void;
  readonly list: () => { readonly places: readonly Place[]; readonly connections: readonly RecordedConnection[] };
}

export function createConnectionList(): ConnectionList {
  const placeAt = createPlaceReader();
  const known = new Map<string, { readonly place: Place; readonly numbers: NumberList }>();
  const errors = new Map<number, ExchangeError>();
  const failing = new Set<string>();
  return {
    add: (entry, number) => {
      const place = placeAt(entry.request.url);
      if (place === undefined) return;
      const one = known.get(place.name) ?? { place, numbers: new NumberList() };
      known.set(place.name, one);
      one.numbers.push(number);
      const error = toFailure(entry);
      if (error === undefined) return;
      errors.set(number, error);
      failing.add(place.host);
    },
    list: () => ({
      places: Array.from(known.values(), ({ place }) => place),
      connections: [...known.values()]
        .filter(({ place }) => failing.has(place.host))
        .flatMap(({ place, numbers }) =>
          Array.from({ length: numbers.length }, (_, index): RecordedConnection => {
            const number = numbers.at(index);
            const error = errors.get(number);
            return { place, number, ...onlyKnown({ error }) };
          }),
        ),
    }),
  };
}
