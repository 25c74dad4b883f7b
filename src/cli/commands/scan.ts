import { toSarif } from "../../redact/scan/sarif.ts";
import { scanFiles } from "../../redact/scan/scan-files.ts";
import { defineCommand } from "../command.ts";
import { tell } from "../io.ts";
import { toPrintable } from "../output/printable.ts";
import { readVersion } from "../version.ts";

const FOUND = 4;

export const scan = defineCommand({
  examples: [
    ["Before a file leaves the house", "scan session.har"],
    ["A whole site, for a code host", "scan docs traces --sarif > secrets.sarif"],
  ],
  builder: (yargs) =>
    yargs
      .positional("paths", {
        type: "string",
        array: true,
        demandOption: true,
        describe: "Files of any kind, or folders; what git ignores is left out",
      })
      .option("json", { type: "boolean", default: false, describe: "Print findings as JSON" })
      .option("sarif", {
        type: "boolean",
        default: false,
        describe: "Print findings as SARIF 2.1.0",
      }),
  run: async ({ paths, json, sarif }, io) => {
    const report = await scanFiles(paths);
    const { findings, scanned, binary } = report;
    if (json || sarif) {
      io.stdout.write(`${JSON.stringify(sarif ? toSarif(findings, readVersion()) : report, undefined, 2)}\n`);
    } else {
      for (const { file, line, column, class: secretClass, rule, excerpt } of findings) {
        io.stdout.write(toPrintable(`${file}:${line}:${column} ${secretClass} (${rule}) ${excerpt.trim()}`) + "\n");
      }
    }
    tell(io, `${findings.length} found in ${scanned} text files; ${binary} binary files were not looked into.`);
    if (findings.length === 0) return 0;
    tell(io, "  Hint: `allow-secret RULE` on the line, or the one above, lets a false alarm pass.");
    return FOUND;
  },
});
