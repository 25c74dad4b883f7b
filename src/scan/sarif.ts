import type { FileFinding } from "./scan-files.ts";

/** Findings as SARIF 2.1.0, which code hosts show beside the lines. */
export function toSarif(findings: readonly FileFinding[], version: string): unknown {
  const rules = [...new Set(findings.map(({ rule }) => rule))].toSorted();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "wirewalk", version, rules: rules.map((id) => ({ id, name: id })) } },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => toResult(finding, rules)),
      },
    ],
  };
}

function toResult({ file, line, column, class: secretClass, rule }: FileFinding, rules: readonly string[]): unknown {
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: "error",
    message: { text: `This looks like a secret (${secretClass}).` },
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

function toUri(file: string): string {
  return file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
}
