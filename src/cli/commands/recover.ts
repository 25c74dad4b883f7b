import { tmpdir } from "node:os";

import { UserError } from "../../errors.ts";
import { recoverFile } from "../../import/recover-file.ts";
import { joinSessionOf } from "../../redact/session/join-session.ts";
import { countOf } from "../../sequence/count-of.ts";
import { type LeftFile, findLeftFiles, removeLeftOf, sizeOf } from "../../trace/files/left-files.ts";
import { findJournals, type JournalStatus } from "../../trace/journal/inspect-journal.ts";
import { defineCommand } from "../command.ts";
import { type Io, print, tell } from "../io.ts";
import { RECOVER_MODES } from "../options/modes/report-modes.ts";
import { toJsonLine } from "../output/json-line.ts";

const OPTIONS = {
  output: {
    alias: "o",
    type: "string",
    requiresArg: true,
    describe: "Trace to write [default: JOURNAL without .journal]",
  },
  json: { type: "boolean", default: false, describe: "Print one line of JSON per journal" },
} as const;

export const recover = defineCommand({
  examples: [
    ["List what can be recovered, here and in the temporary directory", "recover"],
    ["Rebuild the trace of an interrupted recording", "recover openstack.har.journal"],
    ["Save the complete exchanges of a truncated HAR file", "recover truncated.har -o rest.har"],
    ["Write the rebuilt trace to another file", "recover openstack.har.journal -o broken.har"],
  ],
  builder: (yargs) =>
    yargs
      .positional("journals", {
        type: "string",
        array: true,
        default: [],
        describe: "Journals, truncated HAR files, or temporary files of a killed program",
      })
      .options(OPTIONS),
  modes: { table: RECOVER_MODES, of: ({ journals }) => (journals.length === 0 ? "list" : "rebuild") },
  writes: () => "trace",
  run: async ({ journals, output, json }, io) => {
    if (journals.length === 0)
      return list({ left: findLeftFiles(["."]), found: findJournals([".", tmpdir()]) }, json, io);
    if (output !== undefined && journals.length > 1) {
      throw new UserError("Cannot rebuild one trace from several journals.", {
        hint: "Recover one at a time with -o.",
      });
    }
    const policy = joinSessionOf(undefined, io.env);
    for (const journal of journals) {
      const recovered = await recoverFile(journal, output, policy);
      for (const folder of removeLeftOf(journal))
        tell(io, `Removed ${folder}, a temporary directory of a killed program.`);
      const { file, exchanges, comment } = recovered;
      if (json) io.stdout.write(toJsonLine({ journal, ...recovered }));
      tell(io, `Recovered ${countOf(exchanges, "exchange")} in ${file}.`);
      if (comment !== undefined) tell(io, `Note: ${comment}.`);
    }
    return 0;
  },
});

interface Found {
  readonly left: readonly LeftFile[];
  readonly found: readonly JournalStatus[];
}

function list({ left, found }: Found, asJson: boolean, io: Io): number {
  for (const one of found) {
    const { file, state, pid, exchanges } = one;
    if (asJson) io.stdout.write(toJsonLine({ file, state, exchanges, pid }));
    else print(io, `${file}  ${countOf(exchanges, "exchange")}, ${state === "broken off" ? "interrupted" : state}\n`);
  }
  for (const one of left) {
    const { folder, target } = one;
    const bytes = sizeOf(one);
    if (asJson) io.stdout.write(toJsonLine({ file: folder, state: "left", target, bytes }));
    else print(io, `${folder}  ${bytes} bytes of ${target}, left by a program that was killed\n`);
  }
  if (found.length === 0 && left.length === 0)
    tell(io, "No journals found here or in the system's temporary directory.");
  return 0;
}
