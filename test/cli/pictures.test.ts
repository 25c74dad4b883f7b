import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { describe, expect, test } from "vitest";

import { runCli } from "./run-cli.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

/** Draws without a browser, as on a machine that has none. */
async function renderPage(...more: readonly string[]) {
  const trace = await writeTraceFile(...IMAGES);
  const page = join(dirname(trace), "docs/list.md");
  const argv = ["render", trace, "-o", page, "--target", "gfm", "--diagram", "svg", "--engine", "builtin", ...more];
  return { argv, page, svg: page.replace(/md$/, "svg"), first: await runCli(argv) };
}

describe("render --diagram svg", () => {
  test("writes images next to the page, and leaves them unchanged while nothing changes", async () => {
    const { argv, page, svg, first } = await renderPage();
    expect(first).toEqual({ exitCode: 0, stdout: "", stderr: `Wrote ${page}.\nWrote ${svg}.\n` });
    expect(await readFile(page, "utf8")).toContain("](./list.svg)");
    expect(await readFile(svg, "utf8")).toMatch(/^<svg [\s\S]*POST \/v2\/images[\s\S]*<\/svg>\n<!-- wirewalk:picture /);
    const { mtimeMs } = await stat(svg);
    // Another engine would draw it differently, and is not even started: this browser does not exist.
    const again = await runCli(argv.toSpliced(-2), { env: { CHROME_PATH: "/no/such/browser" } });
    expect(again).toEqual({ exitCode: 0, stdout: "", stderr: `${page} is up to date.\n` });
    expect((await stat(svg)).mtimeMs).toBe(mtimeMs);
  });

  test("--check names missing or edited images, needs no browser, and writes nothing", async () => {
    const { argv, page, svg } = await renderPage();
    const check = [...argv.toSpliced(-2), "--check"];
    const env = { CHROME_PATH: "/no/such/browser" };
    expect(await runCli(check, { env })).toMatchObject({ exitCode: 0 });
    await writeFile(svg, (await readFile(svg, "utf8")).replace("POST", "PUT"));
    const stderr = `${page} is up to date.\n${svg} is out of date.\n`;
    expect(await runCli(check, { env })).toEqual({ exitCode: 1, stdout: "", stderr });
    expect(await readFile(svg, "utf8")).toContain("PUT");
    await rm(svg);
    expect(await runCli(check, { env })).toEqual({ exitCode: 1, stdout: "", stderr });
  });

  test("a page with its diagram as text again loses the image, unless somebody edited it", async () => {
    const { argv, page, svg } = await renderPage();
    const asText = argv.with(argv.indexOf("svg"), "mermaid");
    const drawn = await readFile(svg, "utf8");
    await writeFile(svg, drawn.replace("POST", "PUT"));
    expect((await runCli(asText)).exitCode).toBe(0);
    expect(await readFile(svg, "utf8")).toContain("PUT");
    await writeFile(svg, drawn);
    expect(await runCli([...asText, "--check"])).toMatchObject({ exitCode: 1 });
    expect((await runCli(asText)).stderr).toContain(`${svg} is no longer shown and was removed`);
    await expect(stat(svg)).rejects.toThrow("ENOENT");
    expect((await runCli([...asText, "--check"])).exitCode).toBe(0);
    expect(await readFile(page, "utf8")).toContain("```mermaid");
  });

  test("requires a page", async () => {
    const { exitCode, stderr } = await runCli(["render", await writeTraceFile(...IMAGES), "--diagram", "svg"]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: "Images are written next to a page.\n  Hint: Name the page with --output.\n",
    });
  });
});
