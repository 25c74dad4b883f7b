import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { PAGE_SETTING_USES } from "../../../src/cli/options/modes/setting-uses.ts";
import { writeTrace } from "../../../src/trace/files/file.ts";
import { inTurn } from "../../analyze/an-entry.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { run } from "../run-in-project.ts";

interface Value {
  /** A setting of the walkthrough. */
  readonly own: string;
  /** Settings that the project has in both runs, because the tested setting matters only with them. */
  readonly beside?: string;
  /** The same for the walkthrough. */
  readonly also?: string;
}

/** A value for each setting that changes the page of a walkthrough. */
const VALUES: Readonly<Record<keyof typeof PAGE_SETTING_USES, Value>> = {
  title: { own: "title: Another" },
  locale: { own: "locale: de" },
  target: { own: "target: gfm" },
  template: { own: "template: short", beside: "templates: mine\n" },
  templates: { own: "templates: mine" },
  mermaid: { own: "mermaid: 8", also: "sections: [{ from: 3, title: The rest }]" },
  diagram: { own: "diagram: svg" },
  images: { own: "images: none" },
  code: { own: "code: [curl]" },
  fields: { own: "fields: true", beside: "openapi: api.json\nallowFields: [/items]\n" },
  allowFields: { own: "allowFields: [/items]", beside: "openapi: api.json\nfields: true\n" },
  without: { own: "without: [summary]" },
  omit: { own: "omit: [{ from: 1, to: 2 }]" },
  sections: { own: "sections: [{ from: 3, title: The rest }]" },
  beginsLike: { own: "beginsLike: first" },
  highlights: { own: "highlights: { get-items: { response: [/items] } }" },
};

const LINES: readonly (readonly [use: string, line: string])[] = [
  ["render NAME", "render w"],
  ["check", "check w"],
  ["render TRACE", "render traces/w.har"],
  ["show", "show w"],
  ["diagram", "diagram w"],
  ["export", "export w --format plantuml"],
  ["share", "share w --dry-run"],
  ["diff", "diff w first"],
];

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

const template = mkdtempSync(join(tmpdir(), "wirewalk-test-"));
beforeAll(async () => {
  for (const folder of ["traces", "mine/common", "mine/short"]) mkdirSync(join(template, folder), { recursive: true });
  const items = { url: "http://shop.example/items", answer: { items: [1, 2], name: "Tea" } };
  await writeTrace(join(template, "traces/first.har"), inTurn(items));
  const trace = inTurn(items, { url: "http://shop.example/cart" }, { url: "http://shop.example/logo" });
  const [one, two, picture] = trace.log.entries;
  if (one === undefined || two === undefined || picture === undefined) throw new Error("Three are made.");
  const content = { size: 68, mimeType: "image/png", encoding: "base64", text: PIXEL } as const;
  const entries = [one, two, { ...picture, response: { ...picture.response, content } }];
  await writeTrace(join(template, "traces/w.har"), { log: { ...trace.log, entries } });
  const heading = readFileSync(join(import.meta.dirname, "../../../templates/common/heading.hbs"), "utf8");
  for (const set of ["common", "short"])
    writeFileSync(join(template, `mine/${set}/heading.hbs`), heading.replace("{{/title}}", ` (${set}){{/title}}`));
  const schema = { type: "object", properties: { name: { type: "string", description: "Its name" } } };
  const get = { responses: { 200: { description: "ok", content: { "application/json": { schema } } } } };
  writeFileSync(
    join(template, "api.json"),
    JSON.stringify({ openapi: "3.1.0", info: { title: "Shop" }, paths: { "/items": { get } } }),
  );
});
afterAll(() => rmSync(template, { recursive: true, force: true }));

const PAIRS = Object.keys(VALUES).flatMap((setting) => LINES.map(([use, line]) => ({ setting, use, line })));

test.each(PAIRS)("$setting in `$line`", async ({ setting, use, line }) => {
  const { own, beside = "", also } = VALUES[setting as keyof typeof VALUES];
  const uses: readonly string[] = PAGE_SETTING_USES[setting as keyof typeof VALUES];
  const [bare, set] = [await outcomeOf(line, [also], beside), await outcomeOf(line, [also, own], beside)];
  if (uses.includes(use)) expect(set).not.toEqual(bare);
  else expect(set).toEqual(bare);
});

/** Everything that a command line prints and writes. */
async function outcomeOf(line: string, own: readonly (string | undefined)[], beside: string): Promise<unknown> {
  const folder = await tempFolder();
  cpSync(template, folder, { recursive: true });
  const write = (settings: readonly (string | undefined)[]): void => {
    const w = ["page: docs/w.md", ...settings.filter((one) => one !== undefined)].join(", ");
    const config = `${beside}walkthroughs:\n  first: { page: docs/first.md }\n  w: { ${w} }\n`;
    writeFileSync(join(folder, "wirewalk.config.yaml"), config);
  };
  write(own.slice(0, 1));
  if (line.startsWith("check")) await run(folder, "render");
  write(own);
  const { exitCode, stdout, stderr } = await run(folder, ...line.split(" "));
  const written = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.startsWith("docs") && statSync(join(folder, name)).isFile())
    .map((name) => [name, readFileSync(join(folder, name), "utf8")]);
  return { exitCode, stdout, stderr, written };
}
