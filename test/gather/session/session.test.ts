import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { record } from "../../../src/record/record.ts";
import { makeSessionKeyText } from "../../../src/redact/session/session-key.ts";
import { parseTrace } from "../../../src/trace/model/parse.ts";
import { runCli } from "../../cli/run-cli.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { startTestServer } from "../../helpers/test-server.ts";

const TOKEN = "tok-9f8e7d6c5b4a3210ffee";
const LATE = "seen-as-a-plain-value-0815";

interface World {
  readonly folder: string;
  readonly key: string;
  readonly gather: (...places: readonly string[]) => ReturnType<typeof runCli>;
  readonly read: (name: string) => Promise<string>;
}

/** Three hosts; the second recorded as a plain value what the third knows to be a secret. */
async function recordHosts(key = makeSessionKeyText()): Promise<World> {
  const folder = await tempFolder();
  const url = await startTestServer((_incoming, response) => {
    response.setHeader("Content-Type", "application/json");
    response.end(
      JSON.stringify({ note: `last was ${LATE} today`, picture: Buffer.from(`x${LATE}`).toString("base64") }),
    );
  });
  const host = (name: string, headers: Record<string, string>): Promise<unknown> =>
    record(({ fetch }) => fetch(`${url}/${name}`, { headers }), {
      file: join(folder, `${name}.har`),
      client: name,
      servers: { [url]: "shop" },
      env: { WIREWALK_SESSION: key },
    });
  await host("web-1", { authorization: `Bearer ${TOKEN}` });
  await host("web-2", { "x-other": "1" });
  await host("web-3", { "x-auth-token": TOKEN, cookie: `sid=${LATE}`, "x-shown": key });
  const place = (name: string): string => join(folder, name);
  return {
    folder,
    key,
    gather: (...places) =>
      runCli(["gather", ...places.map(place), "-o", place("all.har")], { env: { WIREWALK_SESSION: key } }),
    read: (name) => readFile(place(name), "utf8"),
  };
}

describe("recorders of one session", () => {
  const aliasesIn = (text: string): readonly string[] => [
    ...new Set(Array.from(text.matchAll(/REDACTED-token-[a-z]{3}\d{9}/g), ([alias]) => alias)),
  ];
  const hosts = ["web-1.har", "web-2.har", "web-3.har"];

  test("have one alias for the same token, and the key is in none of their files", async () => {
    const world = await recordHosts();
    const [first = "", , third = ""] = await Promise.all(hosts.map(world.read));
    expect(aliasesIn(first)).toHaveLength(1);
    expect(aliasesIn(third)).toEqual(aliasesIn(first));
    for (const text of [first, third]) {
      expect(text).not.toContain(TOKEN);
      expect(text).not.toContain(world.key.slice(4, 40));
    }
  });

  test("when gathered, mask what one of them learned, in any order, and any number of times", async () => {
    const world = await recordHosts();
    expect(await world.read("web-2.har")).toContain(LATE);
    const { exitCode, stderr } = await world.gather(...hosts);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringContaining("3 exchanges of 3 recorders"),
    });
    const all = await world.read("all.har");
    expect(all).not.toContain(LATE);
    expect(all).not.toContain(Buffer.from(`x${LATE}`).toString("base64"));
    await rename(join(world.folder, "all.har"), join(world.folder, "once.har"));
    for (const places of [hosts.toReversed(), ["once.har"], ["once.har", "web-2.har"]]) {
      expect((await world.gather(...places)).exitCode).toBe(0);
      expect(await world.read("all.har")).toBe(all);
    }
  });

  test("give a page with numbers, whatever the key was", async () => {
    const world = await recordHosts();
    const pageOf = async ({ folder, gather, read }: World): Promise<string> => {
      expect((await gather(...hosts)).exitCode).toBe(0);
      const page = join(folder, "page.md");
      expect(await runCli(["render", join(folder, "all.har"), "-o", page])).toMatchObject({ exitCode: 0 });
      // The port of the test server differs each time.
      const text = (await read("page.md")).replaceAll(/127\.0\.0\.1:\d+/g, "SHOP");
      await rm(page);
      return text.replaceAll(/sum=[\w-]+/g, "").replaceAll(/\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT/g, "DATE");
    };
    const page = await pageOf(world);
    expect(page).toContain("REDACTED-token-1");
    expect(page).not.toMatch(/REDACTED-[a-z]+-[a-z]+\d/);
    expect(await pageOf(await recordHosts())).toBe(page);
  });

  test("are not gathered without their key, or with another one, and nothing is written", async () => {
    const world = await recordHosts();
    const output = join(world.folder, "none.har");
    const run = (WIREWALK_SESSION: string) =>
      runCli(["gather", ...hosts.map((name) => join(world.folder, name)), "-o", output], { env: { WIREWALK_SESSION } });
    expect(await run("")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(
        /^There are sealed secrets in web-1, web-2, web-3, and without the key .*\n {2}Hint: Set WIREWALK_SESSION/,
      ),
    });
    const other = makeSessionKeyText();
    const wrong = await run(other);
    expect(wrong).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^WIREWALK_SESSION has the key of a different session than web-1, web-2, web-3\./),
    });
    expect(wrong.stderr).not.toContain(other);
    await expect(readFile(output)).rejects.toThrow("ENOENT");
  });

  test("prove that nothing is missing, and name what was altered", async () => {
    const world = await recordHosts();
    const dry = (): ReturnType<typeof runCli> =>
      runCli(["gather", ...hosts.map((name) => join(world.folder, name)), "--dry-run", "--strict"], {
        env: { WIREWALK_SESSION: world.key },
      });
    expect((await dry()).stdout).toContain(
      "complete, and signed with the key of the session: web-1 (1 of 1), web-2 (1 of 1), web-3 (1 of 1)",
    );
    const text = await world.read("web-2.har");
    await writeFile(join(world.folder, "web-2.har"), text.replace('"status": 200', '"status": 204'));
    const { exitCode, stderr } = await dry();
    await writeFile(join(world.folder, "web-2.har"), text);
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("web-2: exchange 1 of 1 was altered after recording."),
    });
  });

  test("other readers of their files also get numbers, and no sealed data", async () => {
    const world = await recordHosts();
    const file = join(world.folder, "web-3.har");
    const archive = join(world.folder, "web-3.zip");
    const redacted = join(world.folder, "redacted.har");
    expect((await runCli(["scan", file])).exitCode).toBe(0);
    expect((await runCli(["diff", join(world.folder, "web-1.har"), file])).exitCode).toBe(1);
    expect((await runCli(["redact", file, "-o", redacted])).exitCode).toBe(0);
    expect((await runCli(["share", file, "-o", archive])).exitCode).toBe(0);
    expect((await runCli(["show", archive])).exitCode).toBe(0);
    expect((await runCli(["export", file, "--format", "har"])).stdout).not.toContain("sealed");
    const curl = await runCli(["export", file, "--format", "curl"]);
    expect(curl.stdout).toMatch(/token_1/i);
  });
});

test("session new writes a key that only its owner can read, and does not overwrite another", async () => {
  const folder = await tempFolder();
  const { exitCode, stdout, stderr } = await runCli(["session", "new", "checkout"], { cwd: folder });
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: `export WIREWALK_SESSION=${folder}/checkout.session-key\n`,
  });
  const file = join(folder, "checkout.session-key");
  const key = await readFile(file, "utf8");
  expect(stdout + stderr).not.toContain(key.trim());
  expect((await runCli(["session", "new", "checkout"], { cwd: folder })).exitCode).toBe(2);
  expect(await readFile(file, "utf8")).toBe(key);
  expect((await runCli(["session", "new", "../checkout"], { cwd: folder })).stderr).toContain(
    '"../checkout" cannot be the name of a session.',
  );
});

test("parts that no key has named stay separate", async () => {
  const { folder } = await recordHosts("");
  const { stderr } = await runCli(["gather", folder, "-o", join(folder, "all.har")]);
  expect(stderr).toContain("3 exchanges of 3 recorders");
  const { log } = parseTrace(await readFile(join(folder, "all.har"), "utf8"), "all.har");
  expect(JSON.stringify(log.entries)).toMatch(/REDACTED-token-a1.*REDACTED-token-c1/);
});
