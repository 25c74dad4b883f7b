import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";

import type { FileFinding } from "./scan-files.ts";

/** Findings as SARIF 2.1.0, which code hosts show next to the lines. */
export function toSarif(findings: readonly FileFinding[], version: string): unknown {
  const classes = new Map(findings.map(({ rule, class: secretClass }) => [rule, secretClass]));
  const rules = [...classes.keys()].toSorted();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "wirewalk", version, rules: rules.map((id) => toRule(id, classes.get(id) ?? "secret")) },
        },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => toResult(finding, rules)),
      },
    ],
  };
}

/** GitHub takes no rule without these texts (GH2012 of SARIF Multitool 5.7.0). */
function toRule(id: string, secretClass: string): unknown {
  const sign = id.startsWith("named-") ? "by its name" : `by its form, ${id}`;
  return {
    id,
    shortDescription: { text: `A secret (${secretClass}) ${sign}.` },
    fullDescription: { text: `A value in this file is likely a secret (${secretClass}), ${sign}.` },
    help: {
      text: `If it is a secret, revoke it at its service, and remove it from the file. If it is not, add \`allow-secret ${id}\` to its line or the line above.`,
    },
  };
}

function toResult({ file, line, column, class: secretClass, rule }: FileFinding, rules: readonly string[]): unknown {
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: "error",
    message: { text: `Likely secret (${secretClass}).` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: toUri(file) },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
  };
}

/** Code hosts require a path within the repository, and the absolute address of any other file. */
function toUri(file: string): string {
  return isAbsolute(file)
    ? pathToFileURL(file).href
    : file.toWellFormed().replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
}
