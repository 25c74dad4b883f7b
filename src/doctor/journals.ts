import { countOf } from "../sequence/count-of.ts";
import { findJournals } from "../trace/journal/inspect-journal.ts";
import type { Finding, Machine } from "./finding.ts";

/** Leftovers of interrupted recordings. */
export function checkJournals({ folders }: Machine): readonly Finding[] {
  const left = findJournals(folders).filter(({ state }) => state === "broken off");
  return left.map(({ file, exchanges }) => ({
    subject: "journal",
    state: "warning",
    text: `${file} contains ${countOf(exchanges, "exchange")} of an interrupted recording`,
    hint: `Rebuild its trace with \`wirewalk recover ${file}\`.`,
  }));
}
