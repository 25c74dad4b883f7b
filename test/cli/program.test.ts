import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { symlink } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { IMAGES, writeTraceFile } from "./write-trace-file.ts";

const MAIN = join(import.meta.dirname, "../../src/cli/main.ts");

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
  const { stderr } = runNode(["--import", `data:text/javascript,${encodeURIComponent(hook)}`, MAIN, ...argv]);
  return stderr.split("\n").map((name) => name.replace(/^.*\//, ""));
}

describe("the program", () => {
  test("starts through a link, as npm installs it", async () => {
    const link = join(await tempFolder(), "wirewalk");
    await symlink(MAIN, link);
    expect(runNode([link, "--version"])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  test("hands its exit code and its streams to the shell", () => {
    expect(runNode([MAIN, "shwo"])).toMatchObject({
      status: 2,
      stdout: "",
      stderr: 'There is no command "shwo".\n  Hint: `wirewalk --help` says what there is.\n',
    });
  });

  test("does not mind a reader that has enough", async () => {
    const file = await writeTraceFile(...Array.from({ length: 2000 }, (_, index) => ({ url: `/images/${index}` })));
    const program = spawn(process.execPath, [MAIN, "show", file, "--json"], { stdio: ["ignore", "pipe", "pipe"] });
    program.stdout.once("data", () => program.stdout.destroy());
    let stderr = "";
    program.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = await once(program, "close");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test.each(["SIGINT", "SIGTERM"] as const)("replays until %s", async (signal) => {
    const program = spawn(process.execPath, [MAIN, "replay", await writeTraceFile(...IMAGES)]);
    let stdout = "";
    program.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    program.stderr.once("data", () => program.kill(signal));
    const [code] = await once(program, "close");
    expect(code).toBe(0);
    expect(stdout).toMatch(/is answered at http:/);
  });
});

describe("a replay that is ended", () => {
  test("does not wait for answers that nobody waits for", async () => {
    const argv = ["replay", await writeTraceFile(...IMAGES), "--latency", "7200000", "--json"];
    const program = spawn(process.execPath, [MAIN, ...argv]);
    const [line] = await once(program.stdout, "data");
    const { origins } = JSON.parse(String(line)) as { readonly origins: Readonly<Record<string, string>> };
    const socket = connect(Number(new URL(Object.values(origins)[0] ?? "").port), "127.0.0.1");
    // The answer 100 tells that the request is there.
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
    expect(names).toContain("yargs");
    for (const heavy of ["show.ts", "index.ts", "undici", "handlebars", "zod"]) expect(names).not.toContain(heavy);
  });
});
