import type { Entry } from "../../trace/model/types.ts";

/** The same exchange as the client and as the server saw it, each by its number among the sightings. */
export interface Twins {
  readonly asker: number;
  readonly answerer: number;
  readonly by: NonNullable<Entry["_twinBy"]>;
}

/** In the order of the server's view; some bytes for each exchange, because half of a million may be twins of the others. */
export interface TwinBook extends Iterable<Twins> {
  /** Without copies. */
  readonly length: number;
  /** Exchanges that several files have, each counted once less than the files. */
  readonly copies: number;
  readonly add: (twins: Twins) => void;
  /** Of an exchange as its server saw it, or of a copy. */
  readonly ofAnswerer: (sighting: number) => Twins | undefined;
  /** Whether it has a twin, or is a copy: the other side's twin is that of the original. */
  readonly isTaken: (sighting: number) => boolean;
}

/** @param sightings how many there are in all */
export function createTwinBook(sightings: number): TwinBook {
  // One more than the number of the requesting side's exchange, so that 0 means none.
  const askers = new Uint32Array(sightings);
  const rules = new Uint8Array(sightings);
  const isAsker = new Uint8Array(sightings);
  let [length, copies] = [0, 0];
  const ofAnswerer = (answerer: number): Twins | undefined => {
    const asker = (askers[answerer] ?? 0) - 1;
    const by = RULES[rules[answerer] ?? 0];
    return asker < 0 || by === undefined ? undefined : { asker, answerer, by };
  };
  return {
    get length() {
      return length;
    },
    get copies() {
      return copies;
    },
    add: ({ asker, answerer, by }) => {
      askers[answerer] = asker + 1;
      rules[answerer] = RULES.indexOf(by);
      if (by === "copy") copies += 1;
      else {
        isAsker[asker] = 1;
        length += 1;
      }
    },
    ofAnswerer,
    isTaken: (sighting) => askers[sighting] !== 0 || isAsker[sighting] === 1,
    *[Symbol.iterator]() {
      for (let sighting = 0; sighting < sightings; sighting += 1) {
        const twins = ofAnswerer(sighting);
        if (twins !== undefined) yield twins;
      }
    },
  };
}

const RULES: readonly Twins["by"][] = ["traceparent", "request-id", "connection", "content", "copy"];

/** Those identified by their own headers, and those equal in everything, are certain; the others are likely. */
export const CERTAIN: ReadonlySet<Twins["by"]> = new Set(["copy", "traceparent", "request-id"]);
