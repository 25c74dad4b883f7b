import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { runCli } from "./run-cli.ts";
import { createProject, run } from "./run-in-project.ts";

const SEED = readFileSync(join(import.meta.dirname, "seed-page.txt"), "utf8");
const TRACES = join(import.meta.dirname, "../../traces");

async function aProject(page: string, settings: string, trace = "gallery/plain"): Promise<string> {
  const folder = await createProject(`# mine\nwalkthroughs:\n  shop:\n    trace: t.har\n    page: p.md\n${settings}`);
  copyFileSync(join(TRACES, `${trace}.har`), join(folder, "t.har"));
  writeFileSync(join(folder, "p.md"), page);
  return folder;
}

const seedProject = (page: string): Promise<string> =>
  aProject(page, "    title: openstack image add project\n    locale: ko\n", "openstack/image-add-project");

const read = (folder: string, file = "p.md"): string => readFileSync(join(folder, file), "utf8");

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== "" && !line.includes("wirewalk:"));
}

test.each(["p.md", "wirewalk.config.yaml"])("nothing is written if %s is read-only, as root too", async (file) => {
  const folder = await seedProject(SEED);
  const config = read(folder, "wirewalk.config.yaml");
  chmodSync(join(folder, file), 0o444);
  const { exitCode, stderr } = await run(folder, "adopt", "p.md", "--yes");
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/Cannot write ".*": it is read-only\./);
  expect([read(folder), read(folder, "wirewalk.config.yaml")]).toEqual([SEED, config]);
});

describe("a page that was written by hand", () => {
  test("needs no manual edit, and keeps each line of the author in its place; secrets in recorded headers are masked", async () => {
    const folder = await seedProject(SEED);
    const { exitCode, stdout, stderr } = await run(folder, "adopt", "p.md");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("+<!-- wirewalk:begin part=diagram ");
    expect(stderr).toContain("Masked secrets between the markers: p.md, line 40.");
    const [own, adopted] = [linesOf(SEED), linesOf(read(folder))];
    expect(adopted).toHaveLength(own.length);
    expect(own.filter((line, index) => line !== adopted[index])).toHaveLength(1);
    expect(read(folder, "wirewalk.config.yaml")).toContain(`# mine
walkthroughs:
  shop:
    trace: t.har
    page: p.md
    title: openstack image add project
    locale: ko
    omit:
      - from: get-identity
        to: get-image
        page: ./create.md
        title: image create
    without:
      - variables
`);
    expect((await run(folder, "check")).stderr).toBe("shop  p.md is up to date\n");
    expect((await run(folder, "adopt", "p.md")).stderr).toBe("p.md has all its markers.\n");
  });

  test("is rendered anew from the trace on request, with the author's text", async () => {
    const folder = await seedProject(SEED);
    await run(folder, "adopt", "shop");
    await run(folder, "render", "--force");
    const page = read(folder);
    expect((await run(folder, "check")).exitCode).toBe(0);
    expect(page).toContain('```http title="GET http://127.0.0.1:44761/image/v2/images/90a7801c');
    expect(page).toContain("주어진 이미지 `ID`로 이미지 정보를 조회한다.  \n`python-openstackclient`가");
    expect(page).not.toContain("182.161.114.101");
  });

  test("keeps its line endings", async () => {
    const folder = await seedProject(`\uFEFF${SEED.replaceAll("\n", "\r\n")}`);
    expect((await run(folder, "adopt", "p.md")).exitCode).toBe(0);
    expect(read(folder).match(/(?<!\r)\n/g)).toBeNull();
    expect(read(folder)).toMatch(/^\uFEFF# openstack/);
    expect((await run(folder, "check")).exitCode).toBe(0);
  });

  test("contains a secret in the author's text: nothing is written", async () => {
    const page = `${SEED}\n\nThe password is "OS_PASSWORD": "Kx81-pqLm0".\n`;
    const folder = await seedProject(page);
    const { exitCode, stderr } = await run(folder, "adopt", "p.md");
    expect(exitCode).toBe(4);
    expect(stderr).not.toContain("Kx81");
    expect(read(folder)).toBe(page);
    expect(read(folder, "wirewalk.config.yaml")).not.toContain("omit");
  });
});

const SHORT = "# Shop\n\n### (5) GET /v1/orders/{order_id}\n\nMy words, see (6).\n\n### (6) 200 OK\n";

describe("if something is uncertain", () => {
  test("reports it, writes nothing, and exits with 2; --yes accepts the most likely match", async () => {
    const folder = await aProject(SHORT, "");
    const first = await run(folder, "adopt", "p.md");
    expect(first).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("p.md:1: unsure: (1)-(4) are not on the page, and stay off it: `omit`"),
    });
    expect(read(folder)).toBe(SHORT);
    expect((await run(folder, "adopt", "p.md", "--dry-run", "--yes")).exitCode).toBe(0);
    expect(read(folder)).toBe(SHORT);
    const { exitCode, stdout } = await run(folder, "adopt", "p.md", "--yes", "--json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: "marked",
      omit: [{ from: "post-v1-token", to: "post-v1-orders" }],
      without: ["variables", "diagram", "summary"],
      written: ["wirewalk.config.yaml", "p.md"],
    });
    expect(read(folder)).toContain("(1)-(4) are omitted here.");
    expect((await run(folder, "check")).exitCode).toBe(0);
  });

  test("a person must confirm, and nothing is written without a yes", async () => {
    const folder = await aProject(SHORT, "");
    const answer = async (text: string): Promise<unknown> =>
      await runCli(["adopt", "p.md"], { cwd: folder, isTerminal: true, answer: text });
    expect(await answer("n")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("Write p.md? [y/N]") });
    expect(read(folder)).toBe(SHORT);
    expect(await answer("y")).toMatchObject({ exitCode: 0 });
    expect(read(folder)).toContain("wirewalk:begin");
  });

  test("a page without numbers is better rendered anew: its text moves, and the old page stays next to it", async () => {
    const page =
      "# Shop\r\n\r\nIntro.\r\n\r\n## GET /v1/orders/{order_id}\r\n\r\nWhat it is for.\r\n\r\n```sh\r\ncurl x\r\n```\r\n\r\n## See also\r\n\r\nMore.\r\n";
    const folder = await aProject(page, "");
    expect((await run(folder, "adopt", "p.md")).exitCode).toBe(2);
    expect((await run(folder, "adopt", "p.md", "--yes")).exitCode).toBe(0);
    const text = read(folder);
    expect(text).toMatch(/^# Shop\r\n\r\nIntro\.\r\n/);
    expect(text.match(/(?<!\r)\n/g)).toBeNull();
    expect(text).toMatch(
      /part=request -->\r\n\r\nWhat it is for\.\r\n\r\n```sh\r\ncurl x\r\n```\r\n\r\n<!-- wirewalk:begin step=get-v1-orders-id part=request\.io/,
    );
    expect(text).toMatch(/## See also\r\n\r\nMore\.\r\n$/);
    expect(read(folder, "p.md.orig")).toBe(page);
    expect((await run(folder, "check")).exitCode).toBe(0);
  });
});

test.each([
  ["each arrow", [1, 2, 5], "marked"],
  ["calls", [1, 2, 3], "new"],
] as const)("headings with a number and a period, which count %s", async (_, [first, second, third], kind) => {
  const page = `# Shop\n\n### ${first}. POST /v1/token\n\n### ${second}. 201 Created\n\n### ${third}. GET /v1/orders/{id}\n`;
  const folder = await aProject(page, "");
  const { stdout } = await run(folder, "adopt", "p.md", "--yes", "--json");
  expect(JSON.parse(stdout)).toMatchObject({ kind });
});

test.each(["mkdocs", "gfm", "docusaurus", "vitepress", "starlight", "myst", "asciidoc"])(
  "a page of %s that has lost its markers gets them back, and keeps the text between them",
  async (target) => {
    const folder = await aProject("", `    target: ${target}\n`);
    writeFileSync(join(folder, "wirewalk.config.yaml"), read(folder, "wirewalk.config.yaml").replace("p.md", "new.md"));
    expect((await run(folder, "render")).exitCode).toBe(0);
    let count = 0;
    const page = read(folder, "new.md").replaceAll(
      /^.*wirewalk:end .*$/gm,
      (end) => `${end}\n\nWords ${(count += 1)}.`,
    );
    const stripped = page.replaceAll(/^.*wirewalk:(?:begin|end) .*\n/gm, "");
    writeFileSync(join(folder, "new.md"), stripped);
    expect(await run(folder, "adopt", "new.md")).toMatchObject({ exitCode: 0 });
    expect(linesOf(read(folder, "new.md"))).toEqual(linesOf(page));
    expect(read(folder, "new.md")).not.toContain(" adopts=");
    expect((await run(folder, "check")).exitCode).toBe(0);
  },
);

test("2 for a page that no walkthrough names, and for an unreadable one", async () => {
  const folder = await aProject(SHORT, "");
  mkdirSync(join(folder, "docs"));
  writeFileSync(join(folder, "docs/other.md"), "# Other\n");
  expect(await run(folder, "adopt", "docs/other.md")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("No walkthrough in wirewalk.config.yaml has the page docs/other.md."),
  });
  writeFileSync(join(folder, "p.md"), "# x\n\n```http\nfoo\n");
  expect(await run(folder, "adopt", "p.md", "--yes")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("The code fence that opens on line 3 of p.md is not closed."),
  });
  expect(existsSync(join(folder, "p.md.orig"))).toBe(false);
});

describe("tabs of a page", () => {
  const [OPEN, CLOSE] = ['<Tabs>\n<TabItem label="Header">', "</TabItem>\n</Tabs>"];
  const asked = (tabs: string): string => `### (1) GET /images\n\nMine.\n\n${tabs}\n\nMore of mine.\n`;

  test.each([
    ["<Tabs>", "mdx", `${OPEN}\n\n\`\`\`http\nA: b\n\`\`\`\n`],
    ["<Tabs>", "mdx", `${OPEN}\n\n\`\`\`html\n</Tabs>\n\`\`\`\n`],
    ["<Tabs", "mdx", "<Tabs\n  groupId={(x) => 1}\n>\n\ntext\n"],
    ["::: code-group", "md", "::: code-group\n\n```http [Header]\nA: b\n```\n"],
    ["{{< tabs >}}", "md", "{{< tabs >}}\n\ntext\n"],
  ])("that %s opens and nothing closes are reported, and nothing is written", async (tag, ending, tabs) => {
    const folder = await aProject("", "");
    const config = join(folder, "wirewalk.config.yaml");
    const target = ending === "mdx" ? "    target: docusaurus\n" : "";
    writeFileSync(config, readFileSync(config, "utf8").replace("p.md\n", `p.${ending}\n${target}`));
    const page = asked(tabs);
    writeFileSync(join(folder, `p.${ending}`), page);
    const { exitCode, stderr } = await run(folder, "adopt", `p.${ending}`, "--yes");
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: `The tabs that begin on line 5 of p.${ending} are not closed: ${tag}\n  Hint: Close them first: what follows would be part of them.\n`,
    });
    expect(read(folder, `p.${ending}`)).toBe(page);
  });

  test.each([
    '{% tabs %}\n{% tab title="Header" %}\n\nA: b\n\n{% endtab %}\n{% endtabs %}',
    '{{< tabs "calls" />}}',
    '{{< tabs >}}\n{{< tab include="a.md" />}}\n{{< /tabs >}}',
    "::: code-group\n\n```http [Header]\nA: b\n```\n\n::::",
    '<Tabs label="a > b" />',
    "<!--\n<Tabs>\n-->",
    "{/*\n<Tabs>\n*/}",
  ])("that are closed, or in a comment, do not keep a page from being adopted: %s", async (tabs) => {
    const folder = await aProject(asked(tabs), "");
    const { exitCode, stderr } = await run(folder, "adopt", "p.md", "--yes");
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    expect(read(folder)).toContain("More of mine.");
  });

  test.each([
    ["ends itself", "<ApiTabs\n  calls={(x) => 1}\n/>"],
    [
      "has headings that could be of arrows",
      `${OPEN}\n\n### (2) Response: 200 OK\n\n\`\`\`json\n{}\n\`\`\`\n\n${CLOSE}`,
    ],
    ["has others in it", `${OPEN}\n\n${OPEN}\n\n\`\`\`http\nA: b\n\`\`\`\n\n${CLOSE}\n\n${CLOSE}`],
  ])("stay complete: one that %s", async (_how, tabs) => {
    const folder = await aProject(asked(tabs), "    target: docusaurus\n");
    const { exitCode, stderr } = await run(folder, "adopt", "p.md", "--yes");
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    const regions = read(folder).split(/^\{\/\* wirewalk:(?:begin|end) .*$/m);
    expect(regions.length).toBeGreaterThan(3);
    for (const text of regions) {
      expect(text.match(/<Tabs[ >]/g)?.length ?? 0).toBe(text.match(/<\/Tabs>/g)?.length ?? 0);
    }
    expect(read(folder)).toContain("More of mine.");
    expect((await run(folder, "check")).exitCode).toBe(0);
  });
});
