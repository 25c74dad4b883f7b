import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";

import { expect, test } from "vitest";

import { readTrace } from "../../../src/trace/files/file.ts";
import { startTestServer } from "../../helpers/test-server.ts";
import { entriesOf, runRecorded } from "./run-recorded.ts";

const answering = (): Promise<string> => startTestServer((_request, response) => response.end("answer"));

const asking = (origin: string, then: string): string =>
  `await (await fetch(${JSON.stringify(origin)})).text(); console.log("out"); ${then}`;

test.each([
  ["runs to its end", "", 0],
  ["calls process.exit", "process.exit(7);", 7],
  ["throws", "throw new Error('boom');", 1],
  ["sets an exit code", "process.exitCode = 5;", 5],
])("a program that %s ends as usual, with its trace written", async (_how, then, code) => {
  const origin = await answering();
  const run = await runRecorded(asking(origin, then));
  const bare = await runRecorded(asking(origin, then), { isRecorded: false });
  expect(run).toMatchObject({ code, signal: null, stdout: "out\n" });
  expect(bare).toMatchObject({ code, stdout: "out\n" });
  const line = `wirewalk: 1 exchange recorded in ${run.trace}\n`;
  expect(run.stderr).toContain(line);
  expect(run.stderr.replace(line, "").replaceAll(run.folder, bare.folder)).toBe(bare.stderr);
  expect(run.entries.map(({ response }) => response.content.text)).toEqual(["answer"]);
  expect(readdirSync(run.folder)).toEqual([basename(run.trace)]);
});

test("a program that a signal ends leaves a journal that only its owner can read, and that every command reads", async () => {
  const origin = await answering();
  const run = await runRecorded(asking(origin, "setImmediate(() => process.kill(process.pid, 'SIGTERM'));"));
  expect(run).toMatchObject({ code: null, signal: "SIGTERM", stdout: "out\n", stderr: "" });
  const folder = `${run.trace}.journals`;
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const journal = readdirSync(folder).find((name) => name.endsWith(".journal")) ?? "";
  const { log } = await readTrace(join(folder, journal));
  expect(log.entries.map(({ response }) => response.content.text)).toEqual(["answer"]);
});

test("exchanges in progress at the end are in the trace as unfinished", async () => {
  const origin = await startTestServer(() => {});
  const program = `fetch(${JSON.stringify(origin)}).catch(() => {});
    (await import("node:http")).get(${JSON.stringify(origin)}).on("error", () => {}).on("finish", () => process.exit());`;
  const { entries } = await runRecorded(program);
  expect(entries.map(({ _error }) => _error?.code)).toEqual(["UNFINISHED", "UNFINISHED"]);
});

test("Workers are recorded in the same trace, in the order of start", async () => {
  const origin = await answering();
  const worker = `(async () => { await (await fetch(${JSON.stringify(`${origin}/worker`)}, { headers: { "x-auth-token": "the-same-secret" } })).text(); })()`;
  const program = `
    import { Worker } from "node:worker_threads";
    import { once } from "node:events";
    const headers = { "x-auth-token": "the-same-secret" };
    await (await fetch(${JSON.stringify(`${origin}/first`)}, { headers })).text();
    await once(new Worker(${JSON.stringify(worker)}, { eval: true }), "exit");
    await (await fetch(${JSON.stringify(`${origin}/last/the-same-secret`)})).text();`;
  const { entries, stderr } = await runRecorded(program);
  expect(stderr).toContain("3 exchanges recorded");
  expect(entries.map(({ request }) => request.url)).toEqual([
    `${origin}/first`,
    `${origin}/worker`,
    `${origin}/last/REDACTED-token-1`,
  ]);
  const tokens = entries.slice(0, 2).map(({ request }) => request.headers.find(({ name }) => name === "x-auth-token"));
  expect(tokens.map((header) => header?.value)).toEqual(["REDACTED-token-1", "REDACTED-token-1"]);
});

test("requests of a Worker are recorded if the main thread sends none, or only later", async () => {
  const origin = await answering();
  const worker = (path: string): string =>
    `(async () => { await (await fetch(${JSON.stringify(origin)} + ${JSON.stringify(path)}, { headers: { "x-auth-token": "the-same-secret" } })).text(); })()`;
  const start = (path: string): string => `
    await once(new Worker(${JSON.stringify(worker(path))}, { eval: true }), "exit");`;
  const imports = `import { Worker } from "node:worker_threads"; import { once } from "node:events";`;
  const alone = await runRecorded(`${imports}${start("/alone")}`);
  expect(alone.entries.map(({ request }) => request.url)).toEqual([`${origin}/alone`]);
  expect(readdirSync(alone.folder)).toEqual([basename(alone.trace)]);
  const first = await runRecorded(`${imports}${start("/first")}${asking(`${origin}/the-same-secret`, "")}`);
  expect(first.entries.map(({ request }) => request.url)).toEqual([`${origin}/first`, `${origin}/REDACTED-token-1`]);
});

test("a child that sends a request before its parent does not touch the parent's file", async () => {
  const origin = await answering();
  const program = `
    import { fork } from "node:child_process";
    import { once } from "node:events";
    import { writeFileSync } from "node:fs";
    writeFileSync("child.mjs", ${JSON.stringify(`await (await fetch(${JSON.stringify(`${origin}/child`)})).text();`)});
    await once(fork("./child.mjs", { execArgv: process.execArgv.filter((one) => !one.startsWith("--input-type") && one !== "-e" && !one.includes("await")) }), "exit");
    await (await fetch(${JSON.stringify(`${origin}/parent`)})).text();`;
  const { entries } = await runRecorded(program);
  expect(entries.map(({ request }) => request.url)).toEqual([`${origin}/parent`]);
});

test("a program that changes its directory, and how modules are loaded, before its first request is recorded all the same", async () => {
  const origin = await answering();
  const program = `
    import { Module, register, registerHooks } from "node:module";
    register("data:text/javascript,export const load = (url, context, next) => next(url, context);");
    registerHooks({ resolve: (name, context, next) => next(name, context) });
    const { require: own } = Module.prototype;
    Module.prototype.require = function (name) { return own.call(this, name); };
    process.chdir("/");
    ${asking(origin, "")}`;
  const { entries, stdout, stderr } = await runRecorded(program);
  expect(stdout).toBe("out\n");
  expect(stderr).toMatch(/^wirewalk: 1 exchange recorded in /);
  expect(entries.map(({ response }) => response.content.text)).toEqual(["answer"]);
});

test("a program that starts itself again gets a file for each process", async () => {
  const origin = await answering();
  const program = `
    import { fork } from "node:child_process";
    import { once } from "node:events";
    import { writeFileSync } from "node:fs";
    writeFileSync("child.mjs", ${JSON.stringify(`await (await fetch(${JSON.stringify(`${origin}/child`)})).text();`)});
    await (await fetch(${JSON.stringify(`${origin}/parent`)})).text();
    await once(fork("./child.mjs", { execArgv: process.execArgv.filter((one) => !one.startsWith("--input-type") && one !== "-e" && !one.includes("await")) }), "exit");`;
  const { entries, folder } = await runRecorded(program);
  expect(entries.map(({ request }) => request.url)).toEqual([`${origin}/parent`]);
  const other = readdirSync(folder).find((name) => /^trace-\d+\.har$/.test(name)) ?? "";
  expect(entriesOf(join(folder, other)).map(({ request }) => request.url)).toEqual([`${origin}/child`]);
});

test("without a request there is no trace, and a line that reports it", async () => {
  const run = await runRecorded(`console.log("out");`);
  expect(run).toMatchObject({ code: 0, stdout: "out\n", entries: [] });
  expect(run.stderr).toMatch(/sent no HTTP request/);
  expect(readdirSync(run.folder)).toEqual([]);
});

test.each(["/dev/null/trace.har", "/proc/nowhere/trace.har"])(
  "with %s, where nothing can be written, the program runs all the same",
  async (place) => {
    const origin = await answering();
    const run = await runRecorded(asking(origin, ""), { env: { WIREWALK_TRACE: place } });
    expect(run).toMatchObject({ code: 0, stdout: "out\n" });
    expect(run.stderr).toMatch(new RegExp(`^wirewalk: Nothing is recorded: Cannot write "${place}`));
    expect(existsSync(run.trace)).toBe(false);
  },
);
