import { type Address, splitPath } from "../trace/names/address.ts";
import type { Participant } from "./types.ts";

/** A service and where its paths begin. */
export interface ServicePlace {
  readonly participant: Participant;
  /** Base path without a trailing slash: `/image`, or "" if the service has the whole origin. */
  readonly base: string;
}

/** Places by origin and base path. The first place of a base path stays; the longest base path wins. */
export interface ServicePlaces {
  readonly add: (origin: string, place: ServicePlace) => void;
  readonly find: (address: Address) => ServicePlace | undefined;
}

export function createServicePlaces(): ServicePlaces {
  const places = new Map<string, ServicePlace>();
  let deepest = 0;
  return {
    add: (origin, place) => {
      const key = origin + place.base;
      if (!places.has(key)) places.set(key, place);
      deepest = Math.max(deepest, splitPath(place.base).length);
    },
    find: ({ origin, path }) => {
      const segments = splitPath(path);
      for (let length = Math.min(segments.length, deepest); length >= 0; length -= 1) {
        const place = places.get(origin + joinPath(segments.slice(0, length)));
        if (place !== undefined) return place;
      }
      return undefined;
    },
  };
}

/** The reverse of `splitPath`; "" for no segments. */
export function joinPath(segments: readonly string[]): string {
  return segments.map((segment) => `/${segment}`).join("");
}
