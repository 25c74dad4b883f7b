import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";

const LEAKING = '# Page\n\n```json\n{\n  "password": "hunter22"\n}\n```\n';

async function writeFiles(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await tempFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

describe("wirewalk scan", () => {
  test("0 if there is nothing", async () => {
    const folder = await writeFiles({ "page.md": "# Page\n" });
    expect(await runCli(["scan", folder])).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: "No secrets found in 1 text file.\n",
    });
  });

  test("4 and the positions, without the secret", async () => {
    const folder = await writeFiles({ "page.md": LEAKING });
    const { exitCode, stdout, stderr } = await runCli(["scan", join(folder, "page.md")]);
    expect(exitCode).toBe(4);
    expect(stdout).toBe(`${join(folder, "page.md")}:5:16 password (named-password) "password": "[password]\n`);
    expect(stdout + stderr).not.toContain("hunter22");
  });

  test("directories are read completely, except dependencies; binary files are counted", async () => {
    const folder = await writeFiles({
      "a/b/page.md": LEAKING,
      "node_modules/x/page.md": LEAKING,
      "picture.png": Uint8Array.of(0x89, 0x50, 0, 1),
    });
    const { stdout, stderr } = await runCli(["scan", folder]);
    expect(stdout.split("\n")).toHaveLength(2);
    expect(stderr).toContain("1 secret found in 1 text file. Skipped 1 binary file.");
  });

  test("files that git ignores are skipped", async () => {
    const folder = await writeFiles({ ".gitignore": "raw/\n", "raw/page.md": LEAKING, "page.md": LEAKING });
    execFileSync("git", ["init", "-q", folder]);
    const { stdout } = await runCli(["scan", folder]);
    expect(stdout).toContain(join(folder, "page.md"));
    expect(stdout).not.toContain("raw");
  });

  test("UTF-16 is text", async () => {
    const folder = await writeFiles({ "page.txt": Buffer.from(`\uFEFF${LEAKING}`, "utf16le") });
    expect((await runCli(["scan", folder])).exitCode).toBe(4);
  });

  test("JSON for programs", async () => {
    const folder = await writeFiles({ "page.md": LEAKING });
    const { exitCode, stdout } = await runCli(["scan", folder, "--json"]);
    expect(exitCode).toBe(4);
    expect(JSON.parse(stdout)).toEqual({
      findings: [
        {
          file: join(folder, "page.md"),
          line: 5,
          column: 16,
          class: "password",
          rule: "named-password",
          excerpt: '  "password": "[password]',
        },
      ],
      scanned: 1,
      binary: 0,
    });
  });

  test("SARIF for code hosts", async () => {
    const folder = await writeFiles({ "pa ge.md": LEAKING });
    const { stdout } = await runCli(["scan", folder, "--sarif"]);
    expect(JSON.parse(stdout)).toMatchObject({
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "wirewalk", rules: [{ id: "named-password" }] } },
          results: [
            {
              ruleId: "named-password",
              ruleIndex: 0,
              level: "error",
              message: { text: "Likely secret (password)." },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: expect.stringMatching(/^file:\/\/\/.*\/pa%20ge\.md$/) },
                    region: { startLine: 5, startColumn: 16 },
                  },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  test("the metadata that a code host requires for each rule", async () => {
    const { stdout } = await runCli(["scan", await writeFiles({ "page.md": LEAKING }), "--sarif"]);
    expect(JSON.parse(stdout)).toHaveProperty("runs.0.tool.driver.rules.0", {
      id: "named-password",
      shortDescription: { text: expect.stringContaining("password") },
      fullDescription: { text: expect.stringContaining("password") },
      help: { text: expect.stringContaining("`allow-secret named-password`") },
    });
  });

  test("2 for a path that does not exist", async () => {
    expect(await runCli(["scan", "not-there"])).toMatchObject({ exitCode: 2, stdout: "" });
  });

  test("the files that this project publishes contain no secrets", async () => {
    const root = join(import.meta.dirname, "../..");
    const { exitCode, stdout } = await runCli(["scan", join(root, "docs"), join(root, "traces")]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
  });
});
