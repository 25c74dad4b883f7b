import { tmpdir } from "node:os";

import { UserError } from "../../errors.ts";
import { recoverJournal } from "../../record/capture/recover-journal.ts";
import { recoverSession } from "../../record/capture/recover-session.ts";
import { findJournals, isSessionFolder, type JournalStatus } from "../../trace/journal/inspect-journal.ts";
import { defineCommand } from "../command.ts";
import { type Io, tell } from "../io.ts";
import { countOf } from "../output/counts.ts";
import { toPrintable } from "../output/printable.ts";

export const recover = defineCommand({
  examples: [
    ["What there is to recover, here and in the system's temporary folder", "recover"],
    ["The trace of a recording that broke off", "recover openstack.har.journal"],
    ["The same, under another name", "recover openstack.har.journal -o broken.har"],
  ],
  builder: (yargs) =>
    yargs
      .positional("journals", { type: "string", array: true, default: [], describe: "Journals to make traces of" })
      .option("output", {
        alias: "o",
        type: "string",
        requiresArg: true,
        describe: "Trace [default: JOURNAL without .journal]",
      })
      .option("json", { type: "boolean", default: false, describe: "Print one line of JSON for each journal" }),
  writes: () => "trace",
  run: async ({ journals, output, json }, io) => {
    if (journals.length === 0) return list(findJournals([".", tmpdir()]), json, io);
    if (output !== undefined && journals.length > 1) {
      throw new UserError("Several journals cannot become one trace.", { hint: "recover one at a time with -o." });
    }
    for (const journal of journals) {
      const recovered = await (isSessionFolder(journal) ? recoverSession : recoverJournal)(journal, output);
      const { file, exchanges, comment } = recovered;
      if (json) io.stdout.write(`${JSON.stringify({ journal, ...recovered })}\n`);
      tell(io, toPrintable(`Recovered ${countOf(exchanges, "exchange")} in ${file}.`));
      if (comment !== undefined) tell(io, `Note: ${comment}.`);
    }
    return 0;
  },
});

function list(found: readonly JournalStatus[], asJson: boolean, io: Io): number {
  for (const one of found) {
    const { file, state, pid, exchanges } = one;
    io.stdout.write(
      asJson
        ? `${JSON.stringify({ file, state, exchanges, pid })}\n`
        : toPrintable(`${file}  ${countOf(exchanges, "exchange")}, ${state}\n`),
    );
  }
  if (found.length === 0) tell(io, "There is no journal here, nor in the system's temporary folder.");
  return 0;
}
