import { catalog } from "../../flows/catalog.ts";
import { readSpans } from "../../import/open-trace.ts";
import { detectProfile } from "../../project/find-profile.ts";
import { createRedactor } from "../../redact/redactor.ts";
import { writeRedacted } from "../../redact/write-redacted.ts";
import { readTrace } from "../../trace/files/file.ts";
import { defineCommand } from "../command.ts";
import { tell } from "../io.ts";
import { requiredHarOutput, traceArgument } from "../options/options.ts";
import { REDACTION_OPTIONS, toRedaction } from "../options/redaction-options.ts";
import { describeMasked } from "../output/describe-masked.ts";
import { tellRemarks } from "../output/tell-remarks.ts";

export const redact = defineCommand({
  examples: [
    ["Redact a browser recording", "redact browser.har -o clean.har"],
    ["Also mask the value of an environment variable", "redact browser.har -o clean.har --secret-env VAULT_PIN"],
    [
      "Redact strictly, with made-up values",
      "redact browser.har -o clean.har --level strict --map hosts,ids,emails,ips",
    ],
  ],
  builder: (yargs) =>
    yargs.positional("trace", traceArgument).option("output", requiredHarOutput).options(REDACTION_OPTIONS),
  writes: () => "trace",
  run: async ({ trace, output, ...args }, io) => {
    const recorded = await readTrace(trace, undefined, { readOther: readSpans });
    const policy = await toRedaction(args, io, {
      known: detectProfile(recorded, catalog.profiles),
      traces: [trace, output],
    });
    const redactor = createRedactor({ policy });
    const { masked, written } = await writeRedacted(output, recorded, redactor);
    tell(io, `Wrote ${output}; ${describeMasked(masked)}.`);
    tellRemarks(written, io);
    return 0;
  },
});
