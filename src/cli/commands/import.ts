import { catalog } from "../../flows/catalog.ts";
import { IMPORT_FORMATS } from "../../import/formats.ts";
import { importFile } from "../../import/import-file.ts";
import { detectProfile } from "../../project/find-profile.ts";
import { createRedactor } from "../../redact/redactor.ts";
import { writeRedacted } from "../../redact/write-redacted.ts";
import { countOf } from "../../sequence/count-of.ts";
import { defineCommand } from "../command.ts";
import { tell } from "../io.ts";
import { requiredHarOutput } from "../options/options.ts";
import { REDACTION_OPTIONS, toRedaction } from "../options/redaction-options.ts";
import { describeMasked } from "../output/describe-masked.ts";
import { tellRemarks } from "../output/tell-remarks.ts";

export const importCommand = defineCommand({
  examples: [
    ["Convert the --debug output of a client", "import openstack-debug.log -o image-list.har"],
    ["Convert the output of curl --trace-ascii", "import curl.trace -o curl.har"],
    ["Convert a trace from Jaeger", "import jaeger-trace.json -o checkout.har"],
  ],
  builder: (yargs) =>
    yargs
      .positional("file", {
        type: "string",
        demandOption: true,
        describe: listChoices(IMPORT_FORMATS.map(({ one }) => one)),
      })
      .option("output", requiredHarOutput)
      .option("spans", {
        choices: ["calls", "all"] as const,
        describe: "Spans to draw as arrows: calls (HTTP and RPC), or all (also databases and queues) [default: calls]",
      })
      .options(REDACTION_OPTIONS),
  writes: () => "trace",
  run: async ({ file, output, spans, ...args }, io) => {
    const trace = await importFile(file, { spans });
    const known = detectProfile(trace, catalog.profiles);
    const policy = await toRedaction(args, io, { known, traces: [file, output] });
    const { masked, written } = await writeRedacted(output, trace, createRedactor({ policy }));
    const exchanges = countOf(trace.log.entries.length, "exchange");
    tell(io, `Wrote ${output}: ${exchanges}; ${describeMasked(masked)}.`);
    tellRemarks(written, io);
    return 0;
  },
});

const listChoices = (choices: readonly string[]): string =>
  new Intl.ListFormat("en", { type: "disjunction" }).format(choices);
