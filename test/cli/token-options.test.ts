import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { readToken } from "../../src/cli/options/token-options.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";

describe("the token of the proxy", () => {
  test("comes from the command line, a variable, or a file", async () => {
    const file = join(await tempFolder(), "token");
    await writeFile(file, "\uFEFFfrom-file\n");
    expect(await readToken({ token: "given" }, { env: {} })).toBe("given");
    expect(await readToken({ "token-env": "T" }, { env: { T: "from-env" } })).toBe("from-env");
    expect(await readToken({ "token-file": file }, { env: {} })).toBe("from-file");
    expect(await readToken({}, { env: {} })).toBeUndefined();
  });

  test.for([
    [["--token", ""], "--token is empty: anyone who can reach the proxy could use it."],
    [["--token", " "], "--token is empty"],
    [["--token="], "--token"],
    [["--token-env", "EMPTY"], 'The variable "EMPTY" of --token-env is empty'],
    [["--token-env", "NOT_SET"], 'The variable "NOT_SET" of --token-env is not set'],
    [["--token-file", "empty"], "--token-file is empty"],
    [["--token", "a", "--token-env", "SET"], "--token and --token-env both set a token."],
  ] as const)("%j is an error, and nothing listens", async ([options, message]) => {
    const folder = await tempFolder();
    const empty = join(folder, "empty");
    await writeFile(empty, "\n");
    const argv = options.map((option) => (option === "empty" ? empty : option));
    const env = { EMPTY: "", SET: "set-token" };
    const session = join(folder, "s.har");
    const { exitCode, stderr, stdout } = await runCli(["proxy", "--host", "0.0.0.0", "-o", session, ...argv], { env });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});

describe("options that name secrets", () => {
  test.for([
    ["--secret-env", "EMPTY", 'The variable "EMPTY" is empty: it masks nothing.'],
    ["--secret-env", "NOT_SET", 'The variable "NOT_SET" is not set.'],
    ["--secret-file", "secrets", "contains no secrets: it masks nothing."],
  ] as const)("%s %s is an error if there is none", async ([option, value, message]) => {
    const folder = await tempFolder();
    await mkdir(join(folder, "in"));
    const [file, secrets] = [join(folder, "in/a.har"), join(folder, "secrets")];
    await writeFile(file, JSON.stringify({ log: { entries: [{ request: { method: "GET", url: "http://a/" } }] } }));
    await writeFile(secrets, "\n \n");
    const given = value === "secrets" ? secrets : value;
    const argv = ["redact", file, "-o", join(folder, "out.har"), option, given];
    const { exitCode, stderr } = await runCli(argv, { env: { EMPTY: "" } });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});
