import { basename } from "node:path";

import { MOST_IN_REPORT } from "../../export/formats/html.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { countOf } from "../../sequence/count-of.ts";
import type { Manifest } from "../../share/manifest.ts";
import { packTrace } from "../../share/share.ts";
import { holdsContent } from "../../trace/files/holds-content.ts";
import { writeFileAtomically } from "../../trace/files/write-file.ts";
import { defineCommand } from "../command.ts";
import { type Io, tell } from "../io.ts";
import { openTraceHere, toWalkthrough } from "../open-walkthrough.ts";
import { onlyOption, splitOnly, takeOnly } from "../options/only-arrows.ts";
import { flowOption, outputOption, traceArgument } from "../options/options.ts";
import { REDACTION_OPTIONS, toRedaction } from "../options/redaction-options.ts";
import { SELECT_OPTIONS, toSelection } from "../options/select-options.ts";
import { checkOutput } from "../output/check-output.ts";
import { describeMasked, showCounts } from "../output/describe-masked.ts";
import { readVersion } from "../version.ts";

export const share = defineCommand({
  examples: [
    ["Pack a trace for a colleague", "share failing.har"],
    [
      "Add a note, and replace names of your organization",
      "share failing.har --note 'see (14)' --map hosts,ids,emails,ips",
    ],
    ["Share only the exchanges around a failure", "share failing.har --only 11-16"],
  ],
  builder: (yargs) =>
    yargs
      .positional("trace", traceArgument)
      .option("output", { ...outputOption, describe: "ZIP file to write [default: TRACE.zip]" })
      .options({ only: onlyOption, drop: SELECT_OPTIONS.drop })
      .option("note", {
        type: "string",
        requiresArg: true,
        describe: "Note to the reader, for README.md of the archive",
      })
      .option("flow", flowOption)
      .options({
        ...REDACTION_OPTIONS,
        level: {
          ...REDACTION_OPTIONS.level,
          describe: "standard or strict; strict shows only well-known header values [default: strict]",
        },
      }),
  writes: () => "archive",
  run: async ({ trace: file, output: given, flow, only, drop, note, named, ...args }, io) => {
    const output = given ?? `${(file === "-" ? "trace" : file).replace(/(?<=[^/\\])\.\w+$/, "")}.zip`;
    await checkOutput({ file: output, inputs: [file], kind: "archive" });
    const { arrows, rules } = splitOnly(only);
    const selection = toSelection({ only: rules, drop });
    const whole = await openTraceHere(file, io);
    const opened = await toWalkthrough({ trace: whole, file }, flow, {
      io,
      selection,
      named,
      takesAll: true,
    });
    const { trace: meant, profile } = opened;
    const trace = arrows.length === 0 ? meant : takeOnly(meant, () => opened.walkthrough, arrows);
    const known = await toRedaction(args, io, { known: profile, traces: [file] });
    const policy = { ...known, level: args.level ?? "strict" };
    const count = whole.log.entries.length;
    const of = only === undefined && trace.log.entries.length === count ? undefined : count;
    const versions = {
      wirewalk: readVersion(),
      node: process.versions.node,
      system: `${process.platform} ${process.arch}`,
    };
    // The archive does not contain names that would reveal the organization.
    const { substitute = [] } = policy;
    const names = substitute.length === 0 ? opened.known : undefined;
    const title = trace.log._wirewalk?.flow?.name ?? basename(file).replace(/\.\w+$/, "");
    const { bytes, manifest } = await packTrace(trace, {
      title,
      versions,
      policy,
      ...onlyKnown({ profile, names, note, of }),
    });
    const isThere = await holdsContent(output, bytes);
    if (!isThere) await writeFileAtomically(output, bytes);
    tell(io, isThere ? `${output} is up to date.` : `Wrote ${output}.`);
    tellManifest(manifest, io);
    if (manifest.exchanges > MOST_IN_REPORT)
      tell(io, `Note: the report and the page contain the first ${MOST_IN_REPORT} exchanges; trace.har contains all.`);
    return 0;
  },
});

function tellManifest({ exchanges, masked, notInspected, looksRandom }: Manifest, io: Io): void {
  const found = Object.keys(masked.packed).length === 0 ? "" : `; masked while packing: ${showCounts(masked.packed)}`;
  tell(io, `${countOf(exchanges, "exchange")}; ${describeMasked(masked.recorded)}${found}.`);
  const open = [
    ...(notInspected.length > 0 ? [`${countOf(notInspected.length, "part")} that could not be inspected`] : []),
    ...(looksRandom.length > 0 ? [countOf(looksRandom.length, "possible secret")] : []),
  ];
  if (open.length > 0)
    tell(io, `  Hint: Before you send the archive, review ${open.join(" and ")}: its README.md lists them.`);
}
