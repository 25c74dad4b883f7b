import { knownAt } from "../sequence/known-at.ts";
import { hashText } from "./hash-text.ts";

/** Positions by a text: those of one text are in one drawer, perhaps with those of others. */
export interface Drawers {
  readonly put: (place: number, text: string) => void;
  /** Empties the drawer of a text: its positions, the latest first. */
  readonly take: (text: string) => readonly number[];
}

/** Columns of numbers, as a map of a million takes five times the memory. */
export function createDrawers(length: number): Drawers {
  // The last position of each drawer, from 1, and for each position the one before it; 0 if there is none.
  const last = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(2, length))));
  const before = new Uint32Array(length);
  const drawerOf = (text: string): number => hashText(text) & (last.length - 1);
  return {
    put: (place, text) => {
      const drawer = drawerOf(text);
      before[place] = knownAt(last, drawer);
      last[drawer] = place + 1;
    },
    take: (text) => {
      const drawer = drawerOf(text);
      const places: number[] = [];
      for (let next = knownAt(last, drawer); next > 0; next = knownAt(before, next - 1)) places.push(next - 1);
      last[drawer] = 0;
      return places;
    },
  };
}
