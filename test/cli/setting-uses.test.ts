import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";

import { writeTrace } from "../../src/trace/files/file.ts";
import { anEntry, inTurn } from "../analyze/an-entry.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { runCli } from "./run-cli.ts";

const ENV = { PATH: process.env["PATH"], MYTHING: "kanarienvogel" };

async function run(cwd: string, ...argv: readonly string[]) {
  return await runCli(argv, { cwd, env: { ...ENV, WIREWALK_CONFIG_DIR: join(cwd, ".config") } });
}

const SECRET = /kanarienvogel|cust-\d/;

/** A page with secrets of the project in its prose, and a HAR file of another tool with the same secrets. */
async function aLeakyProject(): Promise<string> {
  const folder = await tempFolder();
  cpSync(join(import.meta.dirname, "own-secrets"), folder, { recursive: true });
  return folder;
}

describe("secrets of the project", () => {
  test.each([
    ["import", ["import", "f.har", "-o", "out.har"], "out.har"],
    ["redact", ["redact", "f.har", "-o", "out.har"], "out.har"],
    ["render to a page", ["render", "f.har", "-o", "out.md"], "out.md"],
    ["render", ["render", "f.har"], undefined],
    ["show", ["show", "f.har"], undefined],
    ["show --json", ["show", "f.har", "--json"], undefined],
    ["diagram", ["diagram", "f.har"], undefined],
    ["export", ["export", "f.har", "--format", "curl"], undefined],
    ["export of a HAR", ["export", "f.har", "--format", "har", "-o", "out.har"], "out.har"],
    ["diff", ["diff", "f.har", "traces/w.har", "--values"], undefined],
  ])("are masked by %s in a file of another tool", async (_, argv, file) => {
    const folder = await aLeakyProject();
    const { stdout, stderr } = await run(folder, ...argv);
    const text = file === undefined ? stdout : readFileSync(join(folder, file), "utf8");
    expect(stdout + stderr + text).not.toMatch(SECRET);
    expect(text).toContain("REDACTED-secret-");
  });

  test("are found by scan in a trace and in prose, and so are secrets that the options name", async () => {
    const folder = await aLeakyProject();
    const found = await run(folder, "scan", "f.har", "docs");
    expect(found).toMatchObject({ exitCode: 4, stdout: expect.not.stringMatching(SECRET) });
    expect(found.stdout.match(/^f\.har.*project-(?:secret|rule)/gm)).toHaveLength(2);
    writeFileSync(join(folder, "docs/w.md"), "The bird is a kanarienvogel of cust-123456.\n\n`x-own: abc` is shown.\n");
    expect((await run(folder, "scan", "docs")).stdout.match(/project-(?:secret|rule)/g)).toHaveLength(2);
    writeFileSync(join(folder, "words"), "the bird\n");
    expect((await run(folder, "scan", "docs", "--secret-file", "words")).stdout).toContain(
      "(project-secret) The bird is a".slice(0, 16),
    );
    writeFileSync(join(folder, "wirewalk.config.yaml"), "walkthroughs: {}\n");
    expect((await run(folder, "scan", "docs")).exitCode).toBe(0);
    expect((await run(folder, "scan", "docs", "--secret-env", "MYTHING")).exitCode).toBe(4);
    expect((await run(folder, "import", "f.har", "-o", "a.har", "--secret-env", "MYTHING")).exitCode).toBe(0);
    expect(readFileSync(join(folder, "a.har"), "utf8")).not.toContain("kanarienvogel");
  });

  test("in the prose of a page stop check and render", async () => {
    const folder = await aLeakyProject();
    await run(folder, "render", "w");
    const page = join(folder, "docs/w.md");
    writeFileSync(page, `${readFileSync(page, "utf8")}\nAsk for the kanarienvogel.\n`);
    for (const command of ["check", "render"]) {
      const { exitCode, stderr } = await run(folder, command, "w");
      expect({ command, exitCode }).toEqual({ command, exitCode: 4 });
      expect(stderr).not.toMatch(SECRET);
    }
  });

  test("in a header and at a place in JSON are found in HAR files and pages", async () => {
    const folder = await tempFolder();
    writeFileSync(
      join(folder, "wirewalk.config.yaml"),
      "redact: { rules: [{ header: X-Own }, { pointer: /inner/berth }] }\nwalkthroughs: {}\n",
    );
    const body = { mimeType: "application/json", text: '{"inner": {"berth": 471100}}' };
    const entry = anEntry({ requestHeaders: [{ name: "x-own", value: "a value" }], content: body } as never);
    writeFileSync(join(folder, "f.har"), JSON.stringify({ log: { version: "1.2", entries: [entry] } }));
    writeFileSync(join(folder, "p.md"), '```http\nX-Own: a value\n```\n\n```json\n{"inner": {"berth": 471100}}\n```\n');
    const { stdout } = await run(folder, "scan", "p.md");
    expect(stdout.match(/project-rule/g)).toHaveLength(2);
  });
});

/** Where each of the names appears. */
const NAMES = "participants: { cloud: The-cloud }\nlabels: { GET /images: List all images }\n";

describe("names that the project sets", () => {
  const commands: readonly (readonly [command: string, argv: readonly string[]])[] = [
    ["render", ["render", "traces/w.har"]],
    ["show", ["show", "w"]],
    ["show", ["show", "traces/w.har"]],
    ["diagram", ["diagram", "w"]],
    ["export", ["export", "w", "--format", "plantuml"]],
  ];

  test.each(commands)("apply to %s %s", async (_, argv) => {
    const folder = await aNamedProject(NAMES);
    const { exitCode, stdout } = await run(folder, ...argv);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("The-cloud");
    expect(stdout).toContain("List all images");
  });

  test("apply to opened and shared files, and to a trace of no walkthrough", async () => {
    const folder = await aNamedProject(NAMES);
    const { stdout: file } = await run(folder, "open", "w", "--print");
    expect(readFileSync(file.trim(), "utf8")).toContain("List all images");
    writeFileSync(join(folder, "other.har"), readFileSync(join(folder, "traces/w.har")));
    expect((await run(folder, "show", "other.har")).stdout).toContain("List all images");
    const shared = await shareFiles(folder);
    for (const name of ["page.md", "report.html"]) expect(shared.get(name)).toContain("List all images");
    const mapped = await shareFiles(folder, "--map", "hosts");
    for (const text of mapped.values()) expect(text).not.toMatch(/List all images|The-cloud/);
  });

  test("are reported on their line if they match no trace, and not if they match one", async () => {
    const folder = await aNamedProject(
      "participants: { clod: The-cloud }\nlabels: { GET /imges: All }\npaths: [/images, /imges]\n",
      "  v: { title: V }\n",
    );
    await writeTrace(join(folder, "traces/v.har"), inTurn({ url: "http://other/v" }));
    await run(folder, "render");
    const { exitCode, stdout } = await run(folder, "check");
    expect({ exitCode, lines: stdout.match(/^wirewalk\.config\.yaml:\d+/gm) }).toEqual({
      exitCode: 1,
      lines: ["wirewalk.config.yaml:2", "wirewalk.config.yaml:1", "wirewalk.config.yaml:3"],
    });
    expect(stdout).toContain('the trace has no step "GET /imges" to label. Did you mean "GET /images"?');
    expect((await run(folder, "check", "w")).exitCode).toBe(0);
  });
});

/** Texts of the files in an archive of the walkthrough. */
async function shareFiles(folder: string, ...options: readonly string[]): Promise<ReadonlyMap<string, string>> {
  expect(await run(folder, "share", "w", "-o", "w.zip", ...options)).toMatchObject({ exitCode: 0 });
  const files = unzipSync(readFileSync(join(folder, "w.zip")));
  return new Map(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

async function aNamedProject(settings: string, more = ""): Promise<string> {
  const folder = await tempFolder();
  writeFileSync(join(folder, "wirewalk.config.yaml"), `${settings}walkthroughs:\n  w: { title: W }\n${more}`);
  mkdirSync(join(folder, "traces"));
  await writeTrace(join(folder, "traces/w.har"), inTurn({ url: "http://cloud/images" }));
  return folder;
}

test.each(["record NAME", "record --"])("volatile and fixed apply to %s", async (how) => {
  let count = 0;
  const url = await startTestServer((_, response) => {
    count += 1;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ note: `nota bene ${count}`, word: `id-${count}` }));
  });
  const folder = await tempFolder();
  const command = [process.execPath, "-e", `fetch("${url}/a")`];
  writeFileSync(
    join(folder, "wirewalk.config.yaml"),
    `volatile: [/note]\nwalkthroughs:\n  w: { command: ${JSON.stringify(command)}, fixed: [/word] }\n`,
  );
  const line =
    how === "record --" ? ["record", "--keep-examples", "-o", "traces/w.har", "--", ...command] : ["record", "w"];
  mkdirSync(join(folder, "traces"));
  for (let time = 0; time < 2; time += 1) expect((await run(folder, ...line)).exitCode).toBe(0);
  const trace = readFileSync(join(folder, "traces/w.har"), "utf8");
  expect(trace).toContain("nota bene 1");
  expect(trace).toContain("id-2");
});

test("an unknown name is reported with the nearest one, and no command overwrites the trace of a name", async () => {
  const folder = await aNamedProject(NAMES, "  later: { title: Later }\n");
  expect((await run(folder, "show", "latr")).stderr).toContain(
    'No file or walkthrough is named "latr". Did you mean "later"?',
  );
  expect((await run(folder, "show", "later")).stderr).toContain("wirewalk record later");
  const over = await run(folder, "export", "w", "--format", "har", "-o", "traces/w.har");
  expect(over).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("this command reads") });
});
