import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { describe, expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { findWirewalk } from "../helpers/wirewalk-program.ts";
import { runCli } from "./run-cli.ts";

const ANSWER = JSON.stringify({ note: "customer-4711 has 9faa6fd5-b254-4184-80c0-66b7c062315e", nr: "abc-77-def" });

interface Recording {
  readonly exitCode: number;
  readonly stderr: string;
  readonly text: string;
}

async function startServer(): Promise<string> {
  return startTestServer((_, response) => response.setHeader("X-Powered-By", "PHP").end(ANSWER));
}

/** Records a program that sends one request. */
async function record(program: readonly string[], options: readonly string[], env = {}): Promise<Recording> {
  const folder = await tempFolder();
  const file = join(folder, "t.har");
  const { exitCode, stderr } = await runCli(["record", "-o", file, ...options, "--", ...program], {
    env: { PATH: process.env["PATH"], HOME: folder, ...env },
  });
  return { exitCode, stderr, text: existsSync(file) ? await readFile(file, "utf8") : "" };
}

const POST =
  "const [url, body] = process.argv.slice(1); fetch(url, { method: 'POST', body, headers: { 'X-Thing': '8317' } })";
const FETCH = "fetch(process.argv[1]).then((answer) => answer.text())";

describe.each([
  ["a program behind the proxy", (url: string) => ["curl", "-s", url]],
  ["a Node program from inside", (url: string) => [process.execPath, "-e", FETCH, url]],
])("%s", (_name, command) => {
  test("secrets by variable and by file", async () => {
    const list = join(await tempFolder(), "secrets.txt");
    await writeFile(list, "abc-77-def\n");
    const options = ["--secret-env", "CUSTOMER", "--secret-file", list];
    const { exitCode, text } = await record(command(await startServer()), options, { CUSTOMER: "customer-4711" });
    expect(exitCode).toBe(0);
    expect(text).not.toMatch(/customer-4711|abc-77-def/);
    expect(text).toContain("REDACTED-secret-1");
  });

  test("strict, with a header that it shows, and example IDs", async () => {
    const url = await startServer();
    const strict = await record(command(url), ["--level", "strict", "--map", "ids"]);
    expect(strict.text).not.toMatch(/"PHP"|9faa6fd5/);
    expect(strict.text).toContain("00000000-0000-4000-8000-000000000001");
    expect(JSON.parse(strict.text).log._wirewalk.substituted).toEqual({ ids: 1 });
    const shown = await record(command(url), ["--level", "strict", "--show-header", "X-Powered-By"]);
    expect(shown.text).toContain('"PHP"');
  });
});

test.each([
  [
    "a program behind the proxy",
    (url: string) => ["curl", "-s", "-H", "X-Thing: 8317", "-d", '{"vault":"8317","n":8317}', url],
  ],
  [
    "a Node program from inside",
    (url: string) => [process.execPath, "-e", POST, url, '{"vault":"8317","n":8317}', "8317"],
  ],
])("a short secret that is a whole value is masked by record and redact alike: %s", async (_name, toCommand) => {
  const command = toCommand(`${await startTestServer((_, response) => response.end("ok"))}/e?q=8317`);
  const { exitCode, text } = await record(command, ["--secret-env", "VAULT_PIN"], { VAULT_PIN: "8317" });
  expect(exitCode).toBe(0);
  expect(text).not.toContain("8317");
  const folder = await tempFolder();
  await writeFile(join(folder, "raw.har"), (await record(command, [])).text);
  const argv = ["redact", join(folder, "raw.har"), "-o", join(folder, "clean.har"), "--secret-env", "VAULT_PIN"];
  await runCli(argv, { env: { VAULT_PIN: "8317" } });
  const clean = await readFile(join(folder, "clean.har"), "utf8");
  expect(clean).not.toContain("8317");
  expect(JSON.parse(clean).log.entries[0].request.postData.text).toBe(
    JSON.parse(text).log.entries[0].request.postData.text,
  );
});

test("a log with one quote too many in a line keeps its other lines, and no secret", async () => {
  const printed = '{"status":"ok"}\nMonitor 27" found\n{"id":1,"token":"Tk7nnQ2mT7zR4"}\n';
  const { text } = await record(["sh", "-c", 'curl -s "$0"; printf %s "$1"', await startServer(), printed], []);
  expect(text).not.toContain("Tk7nnQ2mT7zR4");
  expect(JSON.parse(text).log._wirewalk.command.stdout).toContain(
    '{"status":"ok"}\nMonitor 27" found\n{"id":1,"token":"REDACTED-token-1"}\n',
  );
});

test("secrets in clouds.yaml are masked although no name reveals them in the traffic", async () => {
  const folder = await tempFolder();
  await mkdir(join(folder, "openstack"));
  const clouds = { clouds: { a: { auth: { password: "customer-4711", username: "me" } } } };
  await writeFile(join(folder, "openstack/clouds.yaml"), JSON.stringify(clouds));
  const { text } = await record(["curl", "-s", await startServer()], [], { XDG_CONFIG_HOME: folder });
  expect(text).not.toContain("customer-4711");
});

test("a short secret is masked where it was found, and possible other places are reported by line", async () => {
  const url = await startTestServer((_, response) => response.end('{"password":"asdf","name":"asdf","other":"asdfg"}'));
  const { stderr, text } = await record(["curl", "-s", url], []);
  expect(text).toContain(String.raw`{\"password\":\"REDACTED-password-1\",\"name\":\"asdf\",\"other\":\"asdfg\"}`);
  const line = text.split("\n").findIndex((one) => one.includes("REDACTED-password-1")) + 1;
  expect(stderr).toContain(`Check line ${line}`);
});

test("a raw copy is kept where only its owner can read it and git ignores it, with a warning", async () => {
  const folder = await tempFolder();
  const url = await startTestServer((_, response) => response.end('{"token":"abcdefghij"}'));
  const { stderr } = await promisify(execFile)(
    process.execPath,
    [await findWirewalk(), "record", "-o", "t.har", "--unsafe-raw", "--", process.execPath, "-e", FETCH, url],
    { cwd: folder, env: { PATH: process.env["PATH"], HOME: folder } },
  );
  expect(stderr).toMatch(/^Warning: \.wirewalk\/raw\/t-[\dTZ-]+\.har keeps all secrets as they are;/);
  expect(await readFile(join(folder, "t.har"), "utf8")).not.toContain("abcdefghij");
  const [raw = "", ...others] = (await readdir(join(folder, ".wirewalk/raw"))).filter((name) => name.endsWith(".har"));
  expect(others).toEqual([]);
  const file = join(folder, ".wirewalk/raw", raw);
  expect(await readFile(file, "utf8")).toContain("abcdefghij");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(join(folder, ".wirewalk/raw/.gitignore"), "utf8")).toBe("*\n");
  expect((await runCli(["show", file, "--json"])).stdout).not.toContain("abcdefghij");
});

test.each([
  [["--secret-env", "NOT_SET"], 'The variable "NOT_SET" is not set.'],
  [["--secret-file", "no-such-file"], 'Cannot read "no-such-file"'],
  [["--map", "hosts,names"], 'Unknown kind "names" for --map.'],
])("%s is an error before anything runs", async (options, message) => {
  const { exitCode, stderr, text } = await record(["true"], options);
  expect({ exitCode, text }).toEqual({ exitCode: 2, text: "" });
  expect(stderr).toContain(message);
});
