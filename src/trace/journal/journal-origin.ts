import { onlyFilled } from "../../json/only-filled.ts";
import { type MissingCount, NOTHING } from "../missing.ts";
import type { Origin } from "../model/types.ts";

interface ReadSoFar {
  readonly count: MissingCount;
  /** Lines that could not be read. */
  readonly damaged: number;
  readonly redacted: Origin["redacted"];
}

/**
 * The metadata of a trace from an unsaved journal.
 *
 * @param known the journal's first line, with numbered aliases
 */
export function toJournalOrigin(known: Partial<Origin>, { count, damaged, redacted }: ReadSoFar): Origin {
  const missing = count.list({ damaged, dropped: NOTHING });
  return { ...known, format: 1, ...onlyFilled({ missing }), redacted };
}
