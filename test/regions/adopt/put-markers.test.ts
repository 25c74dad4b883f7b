import * as fc from "fast-check";
import { expect, test } from "vitest";

import type { AdoptedArrow } from "../../../src/regions/adopt/adopted-arrow.ts";
import { proposeAdoption } from "../../../src/regions/adopt/propose.ts";
import { putMarkers } from "../../../src/regions/adopt/put-markers.ts";
import { parsePage } from "../../../src/regions/parse-page.ts";
import { writeRegion } from "../../../src/regions/regions.ts";
import { runsOf } from "../../helpers/runs.ts";

const HALVES = [1, 2, 3, 4].map((number): AdoptedArrow => {
  const step = number < 3 ? "list" : "show";
  const path = number < 3 ? "/images" : "/images/{id}";
  const kind = number % 2 === 1 ? "request" : "response";
  return { number, kind, step, method: "GET", path, recordedPath: path, status: 200, name: "" };
});
const GENERATED = parsePage(
  [
    "# page",
    writeRegion({ part: "diagram" }, "```mermaid\nsequenceDiagram\n```"),
    ...HALVES.flatMap(({ number, step, kind: part }) => [
      writeRegion({ step, part }, `### (${number}) x`),
      writeRegion({ step, part: `${part}.io` }, `=== "Header"\n\n    ${number}`),
    ]),
  ].join("\n\n"),
);
const TRACE = { arrows: HALVES, variables: [], texts: new Map<string, readonly string[]>() };

const IN_CODE = "<!-- wirewalk:begin part=mine -->";

const line = fc.constantFrom(
  "# Title",
  "### (1) GET /images",
  "### (2) 200 OK /images",
  "### GET /images/{id}",
  "### (4) 200 OK",
  "## Other",
  "#### Small",
  "words",
  "words  ",
  "- item (1),(2)",
  "  more of it",
  "(1)-(2) as in [x](./x.md)",
  '=== "Header"',
  '=== "Mine"',
  "    indented",
  "!!! note",
  "> quote",
  "::: tip",
  ":::",
  "**Header**",
  "---",
  "<Tabs>",
  "</Tabs>",
  "| a | b |",
  "",
  "",
  "```mermaid\nsequenceDiagram\n```",
  "```http\nx: y\n```",
  "~~~\n### (1) GET /images\n~~~",
  `\`\`\`\n${IN_CODE}\n\`\`\``,
);

test("every line of the author stays, in order, and every region has its markers once", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.constantFrom("\n", "\r\n"), fc.boolean(), (texts, end, ends) => {
      const page = texts.join("\n").replaceAll("\n", end) + (ends ? end : "");
      const marked = putMarkers(proposeAdoption(parsePage(page), TRACE), GENERATED);
      const own = (text: string): readonly string[] => text.split(/\r?\n/).filter((one) => one.trim() !== "");
      const isMarker = (one: string): boolean => /^\s*<!-- wirewalk:(?:begin|end) /.test(one) && one !== IN_CODE;
      expect(own(marked).filter((one) => !isMarker(one))).toEqual(own(page));
      const regions = parsePage(marked).filter(({ kind }) => kind === "region");
      expect(regions).toHaveLength(9);
      if (texts.length > 1) expect(marked.replaceAll(end, "")).not.toMatch(/[\r\n]/);
    }),
    { numRuns: runsOf(400) },
  );
});

test.each([
  '<Tabs groupId="x">\n  <TabItem value="h" label="Header">\n\n```http\nx: y\n```\n\n  </TabItem>\n</Tabs>',
  "<Tabs>\n<TabItem>\n<Tabs>\n</Tabs>\n</TabItem>\n</Tabs>",
  "<tabs>\n\n```http\nx: y\n```\n\n</tabs>",
  "<CodeGroup>\n\n```http\nx: y\n```\n\n</CodeGroup>",
  '<div class="tabs">\n<div>a</div>\n</div>',
  "::: code-group\n\n```http\nx: y\n```\n\n:::",
  ":::tabs\n== Header\n```http\nx: y\n```\n== Body\ntext\n:::",
  "::::{tab-set}\n:::{tab-item} Header\n```http\nx: y\n```\n:::\n::::",
  '{{< tabs "id" >}}\n{{< tab "Header" >}}\n```http\nx: y\n```\n{{< /tab >}}\n{{< /tabs >}}',
  "{% tabs %}\n{% tab title='Header' %}\nx: y\n{% endtab %}\n{% endtabs %}",
])("tabs of any tool are within their region: %j", (tabs) => {
  const page = `# Shop\n\n### (1) GET /images\n\nWords.\n\n${tabs}\n\nMore words.\n\n### (2) 200 OK\n`;
  const marked = putMarkers(proposeAdoption(parsePage(page), TRACE), GENERATED);
  const region = parsePage(marked).find(
    (part) => part.kind === "region" && part.id.step === "list" && part.id.part === "request.io",
  );
  expect(region).toMatchObject({ inner: expect.stringContaining(tabs) });
  expect(region).not.toMatchObject({ inner: expect.stringContaining("ords.") });
});

test.each([
  '<Tabs>\n<TabItem value="c" label="curl">\n\n```bash\ncurl x\n```\n\n</TabItem>\n<TabItem value="p">\n\n```python\nx()\n```\n\n</TabItem>\n</Tabs>',
  '=== "curl"\n\n    ```sh\n    curl x\n    ```\n\n=== "Go"\n\n    ```go\n    x()\n    ```',
])("tabs for programs only belong to the author: %j", (tabs) => {
  const page = `# Shop\n\n### (1) GET /images\n\n${tabs}\n\n### (2) 200 OK\n`;
  const { places } = proposeAdoption(parsePage(page), TRACE);
  expect([...places.keys()]).toEqual(["step=list part=request", "step=list part=response"]);
});

test.each([
  ['[Setup](setup.md "Setup (old)")', "setup.md"],
  ["[Setup](setup.md 'Setup (old)')", "setup.md"],
  ["[Setup](setup.md (old))", "setup.md"],
  ['[Setup](setup.md "a \\" b)")', "setup.md"],
  ["[Setup](setup.md)", "setup.md"],
  ["[Setup](setup.md", undefined],
])("the note about omitted arrows links %s", (link, page) => {
  const text = `# Shop\n\n(1)-(2) as in ${link}.\n\n### (3) GET /images/{id}\n\nWords.\n`;
  const { leftOut } = proposeAdoption(parsePage(text), TRACE);
  expect(leftOut.map((run) => run.link?.page)).toEqual([page]);
});
