import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { parseTrace } from "../../src/trace/model/parse.ts";
import { type CallDraft, aSource } from "../gather/sources.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";

const span = (number: number): string => `00-${"cd".repeat(16)}-${String(number).padStart(16, "0")}-01`;
const ask: CallDraft = { at: 0, took: 50, traceparent: span(1), client: "till", body: "REDACTED-token-1" };
const answer: CallDraft = { at: -2495, took: 40, traceparent: span(1), server: "shop", body: "REDACTED-token-1" };

async function writeSources(folder: string, ...names: readonly string[]): Promise<void> {
  await mkdir(join(folder, "hosts", "deep"), { recursive: true });
  for (const name of names) {
    const { text } = aSource(name, [name === "till" ? ask : answer]);
    await writeFile(join(folder, "hosts", name === "shop" ? "deep" : "", `${name}.har`), text);
  }
}

test("gather creates one trace from a directory, whatever its files are", async () => {
  const folder = await tempFolder();
  await writeSources(folder, "till", "shop");
  const hosts = join(folder, "hosts");
  await writeFile(join(hosts, "notes.json"), '{"no": "trace"}');
  const spans = await runCli([
    "export",
    join(hosts, "deep", "shop.har"),
    "--format",
    "otlp",
    "-o",
    join(hosts, "deep", "shop.jsonl"),
  ]);
  expect(spans.exitCode).toBe(0);
  const output = join(folder, "all.har");
  const { exitCode, stderr } = await runCli(["gather", hosts, "-o", output]);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: expect.stringMatching(
      /^Omitted .*notes\.json: .*\nWrote .*all\.har: 2 exchanges of 2 recorders, 1 twin\.\n$/,
    ),
  });
  const { log } = parseTrace(await readFile(output, "utf8"), output);
  expect(log._wirewalk?.recorders?.map(({ id, offset }) => [id, offset])).toEqual([
    ["shop", undefined],
    ["till", -2_500_000],
  ]);
  const page = await runCli(["diagram", output]);
  expect(page.stdout).toContain("till->>shop: GET /orders");
  expect(page.stdout).not.toContain("seen by");
  const noted = [["diagram"], ["show"]].map(
    async (command) => (await runCli([...command, output, "--recorders"])).stdout,
  );
  for (const text of await Promise.all(noted)) expect(text).toContain("seen by till, shop");
  // A pattern, another order, and previously gathered sources give the same bytes.
  for (const places of [
    [join(folder, "hosts", "**", "*.har")],
    [output],
    [join(hosts, "till.har"), output, join(hosts, "deep")],
  ]) {
    const again = join(folder, "again.har");
    expect((await runCli(["gather", ...places, "-o", again])).exitCode).toBe(0);
    expect(await readFile(again, "utf8")).toBe(await readFile(output, "utf8"));
  }
});

test("--dry-run reports what would be merged and how certain that is, and writes nothing", async () => {
  const folder = await tempFolder();
  await writeSources(folder, "till", "shop");
  const { exitCode, stdout } = await runCli(["gather", join(folder, "hosts"), "--dry-run"]);
  expect(exitCode).toBe(0);
  const places = join(folder, "hosts");
  expect(stdout.replaceAll(places, "hosts")).toBe(
    [
      "shop: 1 exchange, 2026-11-29T09:59:57.505000Z to 2026-11-29T09:59:57.545000Z, from hosts/deep/shop.har; aliases a1, a2, …",
      "till: 1 exchange, 2026-11-29T10:00:00.000000Z to 2026-11-29T10:00:00.050000Z, from hosts/till.har; aliases b1, b2, …",
      "till: clock 2500.0 ms ahead of shop, ± 5.0 ms; its times are moved",
      "without a manifest, so it is unknown whether they are complete: shop, till",
      "twins by traceparent: 1",
      "one trace of 2 exchanges",
      "",
    ].join("\n"),
  );
  const output = join(folder, "all.har");
  const { stderr } = await runCli(["gather", places, "-o", output, "--dry-run"]);
  expect(stderr).toContain(`Without --dry-run: writes ${output}.`);
  expect(existsSync(output)).toBe(false);
  const json: unknown = JSON.parse((await runCli(["gather", places, "--dry-run", "--json"])).stdout);
  expect(json).toMatchObject({
    exchanges: 2,
    sources: [
      { recorder: "shop" },
      { recorder: "till", clock: { reference: "shop", offsetMs: -2500, lowMs: -2505, highMs: -2495 } },
    ],
    twins: [
      {
        asker: { recorder: "till", exchange: 1 },
        answerer: { recorder: "shop", exchange: 1 },
        by: "traceparent",
        isCertain: true,
      },
    ],
    guesses: [],
  });
});

test("--strict writes nothing if something had to be guessed", async () => {
  const folder = await tempFolder();
  const output = join(folder, "all.har");
  for (const [name, at] of [
    ["web-1", 0],
    ["web-2", 20],
  ] as const) {
    const url = `http://${name}.example/`;
    await writeFile(
      join(folder, `${name}.har`),
      aSource(name, [{ at, took: 50, url, method: name === "web-1" ? "GET" : "PUT" }]).text,
    );
  }
  const words = ["gather", join(folder, "web-*.har"), "-o", output];
  const strict = await runCli([...words, "--strict"]);
  expect(strict.exitCode).toBe(1);
  expect(strict.stderr).toContain(
    "Guessed: The order between web-1 and web-2 is unknown: no exchange was seen by both",
  );
  await expect(readFile(output)).rejects.toThrow("ENOENT");
  const written = await runCli(words);
  expect(written.exitCode).toBe(0);
  expect(written.stderr).toContain("Note: The order between web-1 and web-2 is unknown");
});

test("the parts of a long recording are one source, and a journal next to its trace is none", async () => {
  const folder = await tempFolder();
  const { text } = aSource("s", [
    ask,
    { ...ask, at: 100, traceparent: span(2) },
    { ...ask, at: 200, traceparent: span(3) },
  ]);
  const { log } = JSON.parse(text) as { readonly log: { readonly entries: readonly unknown[] } };
  for (const [index, entries] of [log.entries.slice(0, 1), log.entries.slice(1)].entries()) {
    await writeFile(join(folder, `till.00000${index + 1}.har`), JSON.stringify({ log: { ...log, entries } }));
  }
  await writeFile(join(folder, "shop.har"), aSource("shop", [answer]).text);
  await writeFile(join(folder, "shop.har.journal"), "");
  const json: unknown = JSON.parse((await runCli(["gather", folder, "--dry-run", "--json"])).stdout);
  expect(json).toMatchObject({ exchanges: 4, sources: [{ recorder: "shop" }, { recorder: "till", exchanges: 3 }] });
  const { exitCode, stderr } = await runCli(["gather", folder, "-o", join(folder, "till.000002.har")]);
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("Did not write") });
});

test("a file that is a source is not overwritten", async () => {
  const folder = await tempFolder();
  await writeSources(folder, "till", "shop");
  const till = join(folder, "hosts", "till.har");
  const before = await readFile(till, "utf8");
  for (const place of [join(folder, "hosts"), join(folder, "hosts", "*.har"), till]) {
    const { exitCode, stderr } = await runCli(["gather", place, "-o", till]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`Did not write "${till}"`);
  }
  expect(await readFile(till, "utf8")).toBe(before);
});

test.each<readonly [string, string | undefined, string]>([
  ["nothing is there", undefined, "does not exist"],
  ["it is no trace", "hello", "is text, neither a HAR file nor a journal"],
  [
    "it is cut before its first exchange ends",
    '{"log": {"entries": [{"startedDateTime": "2026-01',
    "is not valid JSON (line 1, column 50).\n  Hint: Record or export it again.",
  ],
  ["it is empty", "", "is empty"],
  ["it holds no exchange", '{"log": {"entries": []}}', "The sources contain no exchanges."],
])("a source is refused if %s", async (_name, text, message) => {
  const folder = await tempFolder();
  const source = join(folder, "source.har");
  if (text !== undefined) await writeFile(source, text);
  const { exitCode, stderr } = await runCli(["gather", source, "-o", join(folder, "all.har")]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
});

test("foreign files are masked, journals and archives are read, and many sources are accepted", async () => {
  const folder = await tempFolder();
  const entry = (index: number) => ({
    startedDateTime: `2026-01-01T00:00:${String(index % 60).padStart(2, "0")}.000Z`,
    request: {
      method: "GET",
      url: `http://h.example/${index}`,
      headers: [{ name: "Authorization", value: "Bearer s3cr3t-value-of-1234" }],
    },
    response: { status: 200 },
  });
  for (let index = 0; index < 300; index += 1) {
    await writeFile(join(folder, `browser-${index}.har`), JSON.stringify({ log: { entries: [entry(index)] } }));
  }
  await copyFile(join(import.meta.dirname, "../../traces/gallery/plain.har"), join(folder, "plain.har"));
  expect((await runCli(["share", join(folder, "plain.har"), "-o", join(folder, "shared.zip")])).exitCode).toBe(0);
  const output = join(folder, "all.har");
  const { exitCode } = await runCli(["gather", folder, "-o", output]);
  expect(exitCode).toBe(0);
  const text = await readFile(output, "utf8");
  expect(text).not.toContain("s3cr3t");
  expect(text).toContain("REDACTED-token-a1");
  const { log } = parseTrace(text, output);
  expect(log._wirewalk?.recorders).toHaveLength(302);
  expect((await runCli(["gather", output, "-o", join(folder, "again.har")])).exitCode).toBe(0);
  expect(await readFile(join(folder, "again.har"), "utf8")).toBe(text);
}, 60_000);

test("an unreadable path is reported with the reason, whatever it is", async () => {
  const folder = await tempFolder();
  const loop = join(folder, "loop");
  await symlink(loop, loop);
  const cut = join(folder, "cut.har");
  await writeFile(cut, aSource("cut", [ask]).text.slice(0, -200));
  const none = join(folder, "none.har");
  await writeFile(none, '{"no": "trace"}');
  const messages = [loop, cut, none, join(folder, "absent.har")].map(async (place) => {
    const { exitCode, stderr } = await runCli(["gather", place, "-o", join(folder, "all.har")]);
    return [exitCode, stderr.split("\n")[0]?.replaceAll(folder, "DIR")];
  });
  expect(await Promise.all(messages)).toEqual([
    [2, 'Cannot read "DIR/loop": its symbolic links lead back to themselves.'],
    [2, expect.stringMatching(/^Trace "DIR\/cut\.har" is not valid JSON \(line 1, column \d+\)\.$/)],
    [2, expect.stringMatching(/^Trace "DIR\/none\.har" is not a valid HAR/)],
    [2, '"DIR/absent.har" does not exist.'],
  ]);
});
