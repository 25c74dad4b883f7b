import type { Participant } from "../analyze/types.ts";

/**
 * Gives an id that Mermaid 8.13.3, 11 and 12 accept, by a participant's own. Safe ids stay as they are.
 *
 * @param participants all of the walkthrough, so that each has one id in every part of it
 */
export function createSafeIds(participants: readonly Participant[]): (id: string) => string {
  const ids = new Map<string, string>();
  const taken = new Set(participants.map(({ id }) => id).filter(isSafeId));
  for (const { id } of participants) ids.set(id, isSafeId(id) ? id : takeSafeId(id, taken));
  return (id) => ids.get(id) ?? id;
}

function isSafeId(id: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]{0,39}$/.test(id) && !RESERVED.has(id.toLowerCase()) && !(id in Object.prototype);
}

function takeSafeId(id: string, taken: Set<string>): string {
  const base = `p_${id.slice(0, 40).replace(/[^A-Za-z0-9_]+/g, "_")}`;
  let free = base;
  for (let number = 2; taken.has(free); number += 1) free = `${base}_${number}`;
  taken.add(free);
  return free;
}

/** Words that begin a statement in one of the three versions; Mermaid reads them in any case. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    "accdescr acctitle activate actor alt and as autonumber box break create critical deactivate destroy details " +
    "else end left link links loop note nowrap off opt option over par par_over participant properties rect right " +
    "sequencediagram title wrap"
  ).split(" "),
);
