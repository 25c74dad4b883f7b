import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect, test } from "vitest";

import { hideToken } from "../../src/cli/options/hide-token.ts";
import { readToken } from "../../src/cli/options/token-options.ts";
import { toExportLines } from "../../src/record/command/environment.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const run = promisify(execFile);

const linesFor = (token: string): string =>
  toExportLines({}, { proxyUrl: `http://curl:${encodeURIComponent(token)}@127.0.0.1:4012`, passthrough: [] });

test("the lines for a shell read the token from its variable or file, and do not show it", async () => {
  const folder = await tempFolder();
  const written = ["k3jh4kj3h4\n", "\uFEFFk3jh4kj3h4", " \t\r\nk3jh4kj3h4 \r\n\n"];
  const files = written.map(async (text, index) => {
    const file = join(folder, `o'clock token ${index}`);
    await writeFile(file, text);
    return { "token-file": file };
  });
  for (const args of [{ "token-env": "PROXY_TOKEN" }, ...(await Promise.all(files))]) {
    const token = await readToken(args, { env: { PROXY_TOKEN: "k3jh4kj3h4" } });
    const lines = hideToken(linesFor("k3jh4kj3h4"), token, args);
    expect(lines).not.toContain("k3jh4kj3h4");
    const { stdout } = await run("sh", ["-c", `${lines}printf %s "$http_proxy"`], {
      env: { ...process.env, PROXY_TOKEN: "k3jh4kj3h4" },
    });
    expect(stdout).toBe("http://curl:k3jh4kj3h4@127.0.0.1:4012");
  }
});

test("a token that must be encoded in a URL is omitted", () => {
  const lines = hideToken(linesFor("a b'$(x)1"), "a b'$(x)1", { "token-env": "T" });
  expect(lines).toContain("export http_proxy='http://curl:TOKEN@127.0.0.1:4012'");
});

test("a token of the command line, which everybody sees anyway, stays; so does a value that only looks like it", () => {
  expect(hideToken(linesFor("given"), "given", { token: "given" })).toBe(linesFor("given"));
  expect(hideToken(linesFor("127"), "127", { "token-env": "T" })).toContain(`@127.0.0.1:4012'`);
});
