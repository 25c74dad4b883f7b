import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { readTrace } from "../../src/trace/files/file.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { type CliOutcome, type CliWorld, runCli } from "./run-cli.ts";

const LIST_IMAGES = `
export default {
  name: "list-images",
  summary: "Lists images",
  inputs: [
    { name: "url", description: "Address of the service" },
    { name: "marker", description: "Where to go on", required: false },
  ],
  command: ({ inputs }: { inputs: { url: string } }) => ({ argv: ["images", "list", inputs.url] }),
  run: async ({ inputs, dispatcher, env }: any) => {
    const path = inputs.marker === undefined ? "/images" : "/images?marker=" + inputs.marker;
    const headers = { "X-Auth-Token": env.SHOP_TOKEN };
    const { statusCode, body } = await dispatcher.request({ origin: inputs.url, path, method: "GET", headers });
    const text = await body.text();
    if (statusCode !== 200) throw new Error("the service said " + text);
    return "images: " + text;
  },
};
`;

interface Recording extends CliOutcome {
  readonly file: string;
  readonly url: string;
}

/** Records a user's flow against a server that responds with this status. */
async function recordOwn(status: number, options: readonly string[] = [], world: CliWorld = {}): Promise<Recording> {
  const folder = await tempFolder();
  const url = await startTestServer((request, response) => {
    response.writeHead(status).end(`${String(request.headers["x-auth-token"])} ${request.url}`);
  });
  await writeFile(join(folder, "flow.ts"), LIST_IMAGES);
  const file = join(folder, "own.har");
  const argv = ["record", "--flow", join(folder, "flow.ts"), "--url", url, "-o", file, ...options];
  return { ...(await runCli(argv, { env: { SHOP_TOKEN: "tok-5ecre7-4711" }, ...world })), file, url };
}

describe("wirewalk record", () => {
  test("runs a user's own flow: its output on stdout, the recording on stderr", async () => {
    const { exitCode, stdout, stderr, file } = await recordOwn(200);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "images: REDACTED-token-1 /images\n" });
    expect(stderr).toMatch(`Recorded 1 exchange in ${file}; masked: `);
    expect(stderr).toMatch(/ tokens?\.\n$/);
  });

  test("writes a trace that names the flow and its inputs, and contains no secret", async () => {
    const { file, url } = await recordOwn(200, ["--marker", "m1"]);
    const { log } = await readTrace(file);
    expect(log.entries.map(({ request }) => request.url)).toEqual([`${url}/images?marker=m1`]);
    expect(log._wirewalk).toMatchObject({
      flow: { name: "list-images", inputs: { url, marker: "m1" } },
      command: { argv: ["images", "list", url], exitCode: 0 },
    });
    expect(await readFile(file, "utf8")).not.toContain("5ecre7");
  });

  test("writes the trace of a failed flow too, and exits with 3", async () => {
    const { exitCode, stdout, stderr, file } = await recordOwn(403);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
    expect(stderr).toContain(`Recorded 1 exchange in ${file}`);
    expect(stderr).toContain('Flow "list-images" failed: the service said REDACTED-token-1 /images\n');
    expect((await readTrace(file)).log.entries[0]?.response.status).toBe(403);
  });

  test("prints one object for programs", async () => {
    const { stdout, file } = await recordOwn(403, ["--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      file,
      exchanges: 1,
      lost: 0,
      exitCode: 3,
      stdout: "",
      failure: { message: expect.stringContaining("the service said") },
    });
  });

  test("truncates bodies at the limit", async () => {
    const { file } = await recordOwn(200, ["--body-limit", "5"]);
    const content = (await readTrace(file)).log.entries[0]?.response.content;
    expect(content).toMatchObject({ _truncated: true });
  });
});

describe("an invalid flow file", () => {
  test.each([
    ["nothing exported", "", "there is none"],
    ["not an object", "export default 7;", "it is a number"],
    ["null", "export default null;", "it is null"],
    ["a list", "export default [];", "it is a list"],
    ["no name", "export default { summary: '', inputs: [], run() {} };", '"name" must be kebab-case text'],
    ["a wrong name", "export default { name: 'A b' };", '"name" must be kebab-case text'],
    ["no summary", "export default { name: 'a', inputs: [], run() {} };", '"summary" must be text'],
    [
      "wrong inputs",
      "export default { name: 'a', summary: '', inputs: [{}], run() {} };",
      '"inputs" must list objects',
    ],
    ["no run", "export default { name: 'a', summary: '', inputs: [] };", '"run" must be a function'],
  ])("%s", async (_, code, reason) => {
    const file = join(await tempFolder(), "flow.mjs");
    await writeFile(file, code);
    const { exitCode, stderr } = await runCli(["record", "--flow", file]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`The default export of "${file}" is not a flow: ${reason}`);
    expect(stderr).toContain("Hint: Write `export default defineFlow({");
  });

  test("that does not load prints the reason", async () => {
    const file = join(await tempFolder(), "flow.mjs");
    await writeFile(file, 'import "not-installed-anywhere";');
    const { exitCode, stderr } = await runCli(["record", "--flow", file]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(`Cannot load the flow "${file}": `);
    expect(stderr).toContain("not-installed-anywhere");
  });

  test("that uses a name of the command itself", async () => {
    const file = join(await tempFolder(), "flow.mjs");
    await writeFile(
      file,
      "export default { name: 'a', summary: '', inputs: [{ name: 'output', description: '' }], run() {} };",
    );
    const { exitCode, stderr } = await runCli(["record", "--flow", file]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Input "output" of flow "a" is also an option of the command.');
  });
});
