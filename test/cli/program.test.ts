import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { symlink, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";

import { beforeAll, describe, expect, test } from "vitest";

import { buildPackage } from "../helpers/built-package.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

const SOURCE = join(import.meta.dirname, "../../src/cli/main.ts");

/** The published package. */
let wirewalk: string;
beforeAll(async () => {
  wirewalk = join(await buildPackage(), "dist/wirewalk.js");
});

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function runNode(args: readonly string[]): Ended {
  return spawnSync(process.execPath, args, { encoding: "utf8" });
}

/** Which modules a start loads, by the names under which they are imported. */
function loadedBy(argv: readonly string[]): readonly string[] {
  const hook = `import { registerHooks } from "node:module";
    registerHooks({ resolve(name, context, next) { process._rawDebug(name); return next(name, context); } });`;
  const { stderr } = runNode(["--import", `data:text/javascript,${encodeURIComponent(hook)}`, SOURCE, ...argv]);
  return stderr.split("\n").map((name) => name.replace(/^.*\//, ""));
}

describe("the program", () => {
  test("starts through a link, as npm installs it", async () => {
    const link = join(await tempFolder(), "wirewalk");
    await symlink(wirewalk, link);
    expect(runNode([link, "--version"])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  test.each([
    ["its sources", () => SOURCE],
    ["the package", () => wirewalk],
  ])("passes its exit code and its streams to the shell: %s", (_name, locate) => {
    expect(runNode([locate(), "shwo"])).toMatchObject({
      status: 2,
      stdout: "",
      stderr: 'Unknown command "shwo". Did you mean "show"?\n  Hint: Run `wirewalk --help` for usage.\n',
    });
  });

  test("ignores that a reader has closed the pipe", async () => {
    const file = await writeTraceFile(...Array.from({ length: 2000 }, (_, index) => ({ url: `/images/${index}` })));
    const program = spawn(process.execPath, [wirewalk, "show", file, "--json"], { stdio: ["ignore", "pipe", "pipe"] });
    program.stdout.once("data", () => program.stdout.destroy());
    let stderr = "";
    program.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = await once(program, "close");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test.each(["SIGINT", "SIGTERM"] as const)("replays until %s", async (signal) => {
    const program = spawn(process.execPath, [wirewalk, "replay", await writeTraceFile(...IMAGES)]);
    let stdout = "";
    program.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    program.stderr.once("data", () => program.kill(signal));
    const [code] = await once(program, "close");
    expect(code).toBe(0);
    expect(stdout).toMatch(/is served at http:/);
  });
});

/** Runs a command line whose output a reader of a pipe gets; `status` is the exit code of the command. */
function runBefore(reader: string, argv: readonly string[], redirection = ""): Ended {
  const script = `set -o pipefail; "$@" ${redirection} | ${reader}`;
  return spawnSync("bash", ["-c", script, "bash", process.execPath, wirewalk, ...argv], { encoding: "utf8" });
}

describe("output that nobody reads to its end", () => {
  /** Many lines of secrets or differences. */
  const manyImages = (status: number): Promise<string> =>
    writeTraceFile(...Array.from({ length: 1000 }, (_, index) => ({ url: `/images/${index}`, status })));

  test.each(["head -n 1", "true"])("secrets are found all the same: %s", async (reader) => {
    const file = join(await tempFolder(), "settings.txt");
    await writeFile(
      file,
      Array.from({ length: 5000 }, (_, index) => `password = "s3cr3tPassw0rd${index}Xy"\n`).join(""),
    );
    const { status, stderr } = runBefore(reader, ["scan", file]);
    expect(status).toBe(4);
    expect(stderr).toMatch(/^5000 secrets found in 1 text file\.\n {2}Hint: .*\n$/);
    expect(runBefore(reader, ["scan", file], "2>&1").status).toBe(4);
  });

  test("so are differences", async () => {
    const argv = ["diff", await manyImages(200), await manyImages(404)];
    expect(runBefore("head -n 1", argv)).toMatchObject({ status: 1, stderr: "" });
  });

  test("a command without a result in its exit code ends with 0", async () => {
    expect(runBefore("head -n 1", ["show", await manyImages(200), "--json"])).toMatchObject({ status: 0, stderr: "" });
  });

  test("a command that would run for a long time ends", async () => {
    const { status, stderr } = runBefore("true", ["replay", await writeTraceFile(...IMAGES)]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "Press Ctrl-C to stop.\n" });
  });
});

describe.skipIf(!existsSync("/dev/full"))("output that cannot be written", () => {
  const runIntoFull = (argv: readonly string[]): Ended =>
    spawnSync("sh", ["-c", 'exec "$@" > /dev/full', "sh", process.execPath, wirewalk, ...argv], { encoding: "utf8" });
  const full =
    "Cannot write to stdout: no space is left on the disk.\n" +
    "  Hint: Free some space, or redirect the output to another place.\n";

  test.each([["show"], ["export", "--format", "har"], ["diagram"]])("is reported: %s", async (name, ...options) => {
    expect(runIntoFull([name, await writeTraceFile(...IMAGES), ...options])).toMatchObject({
      status: 2,
      stderr: full,
    });
  });

  test("a command that would run for a long time ends", async () => {
    expect(runIntoFull(["replay", await writeTraceFile(...IMAGES)])).toMatchObject({
      status: 2,
      stderr: `Press Ctrl-C to stop.\n${full}`,
    });
  });
});

describe("a replay that is ended", () => {
  test("does not wait for responses that no client waits for", async () => {
    const argv = ["replay", await writeTraceFile(...IMAGES), "--latency", "7200000", "--json"];
    const program = spawn(process.execPath, [wirewalk, ...argv]);
    const [line] = await once(program.stdout, "data");
    const { origins } = JSON.parse(String(line)) as { readonly origins: Readonly<Record<string, string>> };
    const socket = connect(Number(new URL(Object.values(origins)[0] ?? "").port), "127.0.0.1");
    // The 100 response shows that the request has arrived.
    socket.write("POST /v2/images HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n");
    await once(socket, "data");
    program.kill("SIGINT");
    expect(await once(program, "close")).toEqual([0, null]);
    socket.destroy();
  });
});

describe("start-up loads no more than it needs", () => {
  test("--version: no parser of options", () => {
    const names = loadedBy(["--version"]);
    expect(names).toContain("main.ts");
    expect(names).not.toContain("yargs");
  });

  test("--help: no command and no library", () => {
    const names = loadedBy(["--help"]);
    expect(names).toContain("program-help.ts");
    for (const heavy of ["yargs", "show.ts", "index.ts", "undici", "handlebars", "zod"])
      expect(names).not.toContain(heavy);
  });
});
