import { expect, test } from "vitest";

import { FORMATS } from "../../src/redact/formats/formats.ts";

/** Most that a row lists; some formats have one opening for each digit. */
const LISTED = 6;

function toRow({ id, of, openings, isPlace, isAnywhere }: (typeof FORMATS)[number]): readonly string[] {
  const shown = openings.slice(0, LISTED).map((opening) => `\`${opening.trim()}\``);
  const others = openings.length > LISTED ? ["…"] : [];
  const place = isPlace || isAnywhere ? " (before the secret)" : "";
  return [of.replaceAll("|", "\\|"), [...shown, ...others].join(" ") + place, `\`${id}\``];
}

function toTable(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [lines[0], rule, ...lines.slice(1)].join("\n");
}

test("the guide lists every format", async () => {
  const rows = FORMATS.map(toRow).toSorted(([a = ""], [b = ""]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  const table = toTable([["secret of", "known by", "rule"], ...rows]);
  const text = `# Secrets that are known by their looks

Each is found wherever it stands, whatever it is called: in bodies, headers, addresses, arguments and files. The last column is what a
report and an \`allow-secret\` mark call it.

${table}
`;
  await expect(text).toMatchFileSnapshot("../../docs/guide/secret-formats.md");
});
