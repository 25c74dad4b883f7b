import { findJournals } from "../trace/journal/inspect-journal.ts";
import type { Finding, Machine } from "./finding.ts";

/** What recordings that broke off have left. */
export function checkJournals({ folders }: Machine): readonly Finding[] {
  const left = findJournals(folders).filter(({ state }) => state === "broken off");
  return left.map(({ file, exchanges }) => ({
    subject: "journal",
    state: "warning",
    text: `${file} holds ${exchanges} exchanges of a recording that broke off`,
    hint: `Make a trace of it with \`wirewalk recover ${file}\`.`,
  }));
}
