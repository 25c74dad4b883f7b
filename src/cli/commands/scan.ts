import type { UserError } from "../../errors.ts";
import { escapeUnseen } from "../../json/escape-unseen.ts";
import { findAllSecrets } from "../../project/config/find-settings.ts";
import { toRedactionPolicy } from "../../project/redaction-policy.ts";
import { type FindOwn, createOwnFinder } from "../../redact/scan/find-own.ts";
import { toSarif } from "../../redact/scan/sarif.ts";
import { scanFiles } from "../../redact/scan/scan-files.ts";
import { countOf } from "../../sequence/count-of.ts";
import { defineCommand } from "../command.ts";
import { type Io, print, tell } from "../io.ts";
import { SCAN_MODES } from "../options/modes/report-modes.ts";
import { REDACTION_OPTIONS, type RedactionArguments, toRedactSettings } from "../options/redaction-options.ts";
import { readVersion } from "../version.ts";

const FOUND = 4;

const { "secret-env": secretEnv, "secret-file": secretFile, level, "show-header": showHeader } = REDACTION_OPTIONS;
const SECRET_OPTIONS = {
  "secret-env": secretEnv,
  "secret-file": secretFile,
  level,
  "show-header": showHeader,
} as const;

const OPTIONS = {
  json: { type: "boolean", default: false, describe: "Print findings as JSON" },
  sarif: { type: "boolean", default: false, describe: "Print findings as SARIF 2.1.0" },
  ...SECRET_OPTIONS,
} as const;

export const scan = defineCommand({
  examples: [
    ["Scan a file before you share it", "scan browser.har"],
    ["Also search for the value of an environment variable", "scan docs --secret-env VAULT_PIN"],
    ["Write SARIF for a code host", "scan docs traces --sarif > secrets.sarif"],
  ],
  builder: (yargs) =>
    yargs
      .positional("paths", {
        type: "string",
        array: true,
        demandOption: true,
        describe: "Files or directories; skips files that git ignores",
      })
      .options(OPTIONS),
  modes: { table: SCAN_MODES, of: ({ json, sarif }) => (sarif ? "sarif" : json ? "json" : "text") },
  run: async ({ paths, json, sarif, ...args }, io) => {
    const report = await scanFiles(paths, await createFinder(args, io));
    const { findings, scanned, binary } = report;
    if (json || sarif) {
      const said = sarif ? JSON.stringify(toSarif(findings, readVersion()), undefined, 2) : JSON.stringify(report);
      io.stdout.write(`${escapeUnseen(said)}\n`);
    } else {
      for (const { file, line, column, class: secretClass, rule, excerpt } of findings) {
        print(io, `${file}:${line}:${column} ${secretClass} (${rule}) ${excerpt.trim()}\n`);
      }
    }
    const found = findings.length === 0 ? "No secrets" : countOf(findings.length, "secret");
    const skipped = binary === 0 ? "" : ` Skipped ${countOf(binary, "binary file")}.`;
    tell(io, `${found} found in ${countOf(scanned, "text file")}.${skipped}`);
    if (findings.length === 0) return 0;
    tell(io, "  Hint: If a finding is a false positive, add `allow-secret RULE` to that line or the line above.");
    return FOUND;
  },
});

/**
 * What the project and the options define as a secret. Reports files that the project names and that do not exist, because their values
 * cannot be found.
 */
async function createFinder(args: RedactionArguments, io: Io): Promise<FindOwn> {
  const onMissing = ({ message }: UserError): void => tell(io, `Note: ${message} wirewalk does not search for it.`);
  const [project, own] = await Promise.all([
    toRedactionPolicy(await findAllSecrets(), { env: io.env, foundSecrets: [], onMissing }),
    toRedactionPolicy([toRedactSettings(args)], { env: io.env, foundSecrets: [] }),
  ]);
  const finders = [createOwnFinder(project), createOwnFinder(own)];
  return (text) => finders.flatMap((find) => find(text));
}
