import { countOf } from "../../sequence/count-of.ts";
import type { OpenExamples } from "../../stabilize/open-examples.ts";
import { type Io, tell } from "../io.ts";

/** The changes in a new recording: `5 exchanges as before, 1 changed, 2 new`. */
export function describeChanges({ unchanged, changed, added, removed }: Changes): string {
  const parts = [
    (unchanged > 0 || changed + added + removed === 0) && `${countOf(unchanged, "exchange")} as before`,
    changed > 0 && `${changed} changed`,
    added > 0 && `${added} new`,
    removed > 0 && `${removed} removed`,
  ];
  return parts.filter(Boolean).join(", ");
}

export function tellChanges(examples: OpenExamples | undefined, io: Io): void {
  if (examples?.outcome !== undefined) tell(io, `${describeChanges(examples.outcome)}.`);
}

type Changes = NonNullable<OpenExamples["outcome"]>;
