import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { describe, expect, test } from "vitest";

import { writeTrace } from "../../src/trace/files/file.ts";
import { aTrace } from "../replay/a-trace.ts";
import { runCli } from "./run-cli.ts";
import { createProject, run } from "./run-in-project.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

async function renderedPage(): Promise<{ page: string; argv: readonly string[] }> {
  const trace = await writeTraceFile(...IMAGES);
  const page = join(dirname(trace), "page.md");
  const argv = ["render", trace, "-o", page];
  expect((await runCli(argv)).exitCode).toBe(0);
  return { page, argv };
}

describe("wirewalk render", () => {
  test("prints the page, with the title of the trace", async () => {
    const { exitCode, stdout, stderr } = await runCli(["render", await writeTraceFile(...IMAGES)]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^# images\n/);
    expect(stdout).toContain("### (3) POST /v2/images");
  });

  test("suggests that a second file is the page to write", async () => {
    const trace = await writeTraceFile(...IMAGES);
    const page = join(dirname(trace), "a page.md");
    const { exitCode, stderr } = await runCli(["render", trace, page]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`run \`wirewalk render ${trace} -o '${page}'\``);
    expect((await runCli(["render", trace, trace])).stderr).toContain("Render one trace at a time.");
  });

  test("takes title, language, and omitted arrows from the command line", async () => {
    const trace = await writeTraceFile(...IMAGES);
    const omit = ["--omit", "1-1=../image/list.md", "--omit", "2-2=./b.md=Page B=1"];
    const byId = ["--omit", "get-v2-images..get-v2-images=./b.md"];
    const named = await runCli(["render", trace, ...byId]);
    expect(named.stdout).toContain("(1)-(2) are the same as in [b](./b.md)");
    const { stdout } = await runCli(["render", trace, "--title", "My page", "--locale", "ko", ...omit]);
    expect(stdout).toMatch(/^# My page\n/);
    expect(stdout).toContain("[list](../image/list.md)");
    expect(stdout).toContain("[Page B=1](./b.md)");
    expect(stdout).toMatch(/\p{Script=Hangul}/u);
    expect(stdout).not.toContain("### (1) ");
    expect(stdout).toContain("### (3) ");
  });

  test.each(["gfm", "docusaurus", "asciidoc"])(
    "writes a page for %s, and leaves it unchanged the next time",
    async (target) => {
      const trace = await writeTraceFile(...IMAGES);
      const page = join(dirname(trace), `${target}.page`);
      const argv = ["render", trace, "-o", page, "--target", target];
      expect((await runCli(argv)).exitCode).toBe(0);
      const text = await readFile(page, "utf8");
      await writeFile(page, `${text}\nMine.\n`);
      expect(await runCli(argv)).toEqual({ exitCode: 0, stdout: "", stderr: `${page} is up to date.\n` });
      expect(await readFile(page, "utf8")).toBe(`${text}\nMine.\n`);
    },
  );

  test("2 for an unknown target", async () => {
    const { exitCode, stderr } = await runCli(["render", await writeTraceFile(...IMAGES), "--target", "word"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Unknown target "word".');
    expect(stderr).toContain("mkdocs, zensical, gfm, docusaurus");
  });

  test("4 for a secret in the author's text; the page stays", async () => {
    const { page, argv } = await renderedPage();
    const words = "export OS_PASSWORD=hunter22\n";
    await writeFile(page, (await readFile(page, "utf8")) + words);
    const { exitCode, stderr } = await runCli([...argv, "--title", "New"]);
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(/line \d+, column 20: password \(named-password\)/);
    expect(stderr).not.toContain("hunter22");
    expect(await readFile(page, "utf8")).not.toContain("# New");
    expect((await runCli([...argv, "--check"])).exitCode).toBe(4);

    await writeFile(
      page,
      (await readFile(page, "utf8")).replace(words, `<!-- allow-secret named-password -->\n${words}`),
    );
    expect((await runCli(argv)).exitCode).toBe(0);
  });

  test("updates the regions of a page and keeps the author's text", async () => {
    const { page, argv } = await renderedPage();
    const words = "My words.  \n\n## Sequence";
    await writeFile(page, (await readFile(page, "utf8")).replace("## Sequence", words));
    expect(await runCli([...argv, "--check"])).toMatchObject({ exitCode: 0 });
    const changed = await writeTraceFile({ url: "/v2/images", reason: "Changed", text: "[]" }, ...IMAGES.slice(1));

    expect(await runCli(["render", changed, "-o", page, "--check"])).toMatchObject({ exitCode: 1 });
    expect(await runCli(["render", changed, "-o", page])).toMatchObject({
      exitCode: 0,
      stderr: expect.stringMatching(/^Wrote .*\n {2}~ line 7: part=diagram is out of date\n/) as string,
    });
    const refreshed = await readFile(page, "utf8");
    expect(refreshed).toContain(words);
    expect(refreshed).toContain("200 Changed");
    expect((await runCli(argv)).exitCode).toBe(0);
  });

  test("1 for text whose step is gone, until `step mv` moves it to another; edits within a region can be adopted", async () => {
    const { page } = await renderedPage();
    const end = "<!-- wirewalk:end step=post-v2-images part=request.io -->";
    await writeFile(page, (await readFile(page, "utf8")).replace(end, `${end}\n\nMy words.`));
    const changed = await writeTraceFile(...IMAGES.slice(0, 1), { ...IMAGES[1], url: "/v3/images" });
    const argv = ["render", changed, "-o", page];
    const { exitCode, stderr } = await runCli(argv);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("  - removed: (3) POST /v2/images\n");
    expect(stderr).toContain(
      "! orphaned prose of step=post-v2-images part=request.io ((3) POST /v2/images) is at the end",
    );

    const next = /step=(\S+-v3-images) /.exec(await readFile(page, "utf8"))?.[1] ?? "";
    expect(await runCli(["step", "mv", "post-v2-images", next, page])).toMatchObject({ exitCode: 0 });
    expect(await readFile(page, "utf8")).toContain(`<!-- wirewalk:end step=${next} part=request.io -->\n\nMy words.\n`);
    expect((await runCli(argv)).exitCode).toBe(0);

    await writeFile(page, (await readFile(page, "utf8")).replace(/^sequenceDiagram$/m, "$&\n  %% mine"));
    expect((await runCli(argv)).exitCode).toBe(1);
    expect((await runCli([...argv, "--adopt"])).exitCode).toBe(0);
    expect((await runCli(argv)).exitCode).toBe(0);
    expect(await readFile(page, "utf8")).toContain("%% mine");
    expect((await runCli([...argv, "--adopt", "--force"])).exitCode).toBe(2);
  });

  test("leaves a page unchanged that it cannot update", async () => {
    const { page, argv } = await renderedPage();
    await writeFile(page, "# All mine\n");
    expect((await runCli(argv)).exitCode).toBe(2);
    expect(await readFile(page, "utf8")).toBe("# All mine\n");
  });
});

describe("the profile", () => {
  const openstack = { url: "http://10.0.0.1/identity", headers: [["X-Openstack-Request-Id", "req-1"]] } as const;

  test("is recognized by the headers of a foreign trace", async () => {
    const trace = await writeTraceFile(openstack);
    expect((await runCli(["diagram", trace])).stdout).toContain("as openstack-client");
    expect((await runCli(["diagram", await writeTraceFile({ url: openstack.url })])).stdout).not.toContain("openstack");
  });

  test("is that of the flow that the user names", async () => {
    const trace = await writeTraceFile(openstack);
    const flow = join(dirname(trace), "flow.mjs");
    const profile = { name: "shop", detect: [], client: { id: "me", label: "my-shop" }, services: {}, operations: [] };
    const own = { name: "shop", summary: "", inputs: [], profile };
    await writeFile(flow, `export default { ...${JSON.stringify(own)}, run: async () => "" };\n`);
    expect((await runCli(["diagram", trace, "--flow", flow])).stdout).toContain("as my-shop");
  });
});

test("a gap in the trace is a remark for the author, for a single page and in a project; the page does not mention it", async () => {
  const folder = await createProject("walkthroughs: { images: { page: images.md } }\n");
  const trace = join(folder, "traces/images.har");
  await mkdir(dirname(trace));
  const missing = [{ kind: "bypassed", host: "cloud.example:443", reason: "not HTTP", count: 2 }] as const;
  const { log } = aTrace(...IMAGES, {
    url: "/cut",
    headers: [["Content-Length", "1000"]],
    text: "12345678",
    error: CLOSED,
  });
  await writeTrace(trace, { log: { ...log, _wirewalk: { format: 1, redacted: {}, missing } } });
  for (const argv of [
    ["render", trace, "-o", join(folder, "page.md")],
    ["render", "images"],
  ]) {
    const { exitCode, stderr } = await run(folder, ...argv);
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toMatch(/cloud\.example:443[^]*ended early|ended early[^]*cloud\.example:443/);
  }
  for (const page of ["page.md", "images.md"]) {
    expect(await readFile(join(folder, page), "utf8")).not.toContain("cloud.example:443");
  }
});

const CLOSED = { code: "SERVER_CLOSED", message: "", phase: "receive" } as const;

test.each([
  ["a page", "walkthroughs: { buy: { page: taken/buy.md } }", "taken/buy.md"],
  ["an index", "index: { page: taken/all.md }\nwalkthroughs: { buy: { page: buy.md } }", "taken/all.md"],
])("a file in place of the directory of %s is an error for the user to fix", async (_what, settings, file) => {
  const folder = await createProject(`${settings}\n`);
  await mkdir(join(folder, "traces"));
  await writeTrace(join(folder, "traces/buy.har"), aTrace(...IMAGES));
  await writeFile(join(folder, "taken"), "mine");
  const { exitCode, stderr } = await run(folder, "render");
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`${file}": a part of its path is not a directory.`);
});
