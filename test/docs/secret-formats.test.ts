import { expect, test } from "vitest";

import { FORMATS } from "../../src/redact/formats/formats.ts";

/** The maximum that a row lists; some formats have one prefix for each digit. */
const LISTED = 6;

function toLine({ id, of, openings, isPlace, isAnywhere }: (typeof FORMATS)[number]): string {
  const shown = openings.slice(0, LISTED).map((opening) => `\`${opening.trim()}\``);
  const others = openings.length > LISTED ? ["…"] : [];
  const place = isPlace || isAnywhere ? " (before the secret)" : "";
  return `- **${of}**, rule \`${id}\`, recognized by ${[...shown, ...others].join(" ")}${place}`;
}

test("the guide lists every format", async () => {
  const lines = FORMATS.map(toLine).toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  const text = `# Secret formats

wirewalk detects each of these secrets by its format alone, in bodies, headers, URLs, arguments, and files, whatever the name of the field is. Reports and
\`allow-secret\` comments use the name of the rule. The listed texts are part of the secret or, where the row says so, come before it.

${lines.join("\n")}
`;
  await expect(text).toMatchFileSnapshot("../../docs/guide/secret-formats.md");
});
