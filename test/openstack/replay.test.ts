import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type Stack, startStack, stopStack } from "../../scripts/stack/stack.ts";
import { type WirewalkRun, runWirewalk } from "../clients/run-wirewalk.ts";

interface Recording extends WirewalkRun {
  readonly argv: readonly string[];
  readonly file: string;
  /** Of a cloud that is no more when this is replayed. */
  readonly env: Readonly<Record<string, string>>;
}

const COMMANDS = {
  "adds a project to an image": ({ seed }: Stack) => ["image", "add", "project", seed.sharedImage, seed.demoProject],
  "lists what there is": () => ["image", "list", "-f", "json"],
  fails: () => ["image", "show", "no-such-image"],
  "creates a project": () => ["project", "create", "payments-team", "-f", "json"],
} as const;

const SCHEMES = ["env", "secureEnv"] as const;

let folder = "";
const recordings = new Map<string, Recording>();

/** Everything is recorded first; then the cloud ends, and its folder with the certificates goes. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wirewalk-replay-"));
  const stack = await startStack({ withHttps: true });
  try {
    for (const [name, toArgs] of Object.entries(COMMANDS)) {
      for (const scheme of SCHEMES) {
        const argv = ["openstack", ...toArgs(stack)];
        const env = stack[scheme];
        const file = join(folder, `${recordings.size}.har`);
        const run = await runWirewalk(["record", "-o", file, "--", ...argv], { HOME: folder, ...env });
        recordings.set(`${name} ${scheme}`, { ...run, argv, file, env });
        await undo(name, stack);
      }
    }
  } finally {
    await stopStack(stack);
  }
});

afterAll(async () => rm(folder, { recursive: true }));

/** So that the second scheme finds the cloud as the first one did. */
const UNDO: Readonly<Record<string, (stack: Stack) => readonly string[]>> = {
  "adds a project to an image": ({ seed }) => ["image", "remove", "project", seed.sharedImage, seed.demoProject],
  "creates a project": () => ["project", "delete", "payments-team"],
};

async function undo(name: string, stack: Stack): Promise<void> {
  const args = UNDO[name]?.(stack);
  if (args !== undefined)
    await promisify(execFile)("openstack", args, { env: { PATH: process.env["PATH"], ...stack.env } });
}

function recordingOf(name: string): Recording {
  const found = recordings.get(name);
  if (found === undefined) throw new Error(`Nothing was recorded as "${name}".`);
  return found;
}

/** What a colleague does who has the trace, and neither the cloud nor its password. */
async function replay(
  { file, argv, env }: Recording,
  options: readonly string[] = [],
  args = argv,
): Promise<WirewalkRun> {
  return runWirewalk(["replay", file, ...options, "--", ...args], {
    ...env,
    HOME: folder,
    OS_PASSWORD: "of-somebody-else",
  });
}

describe("the real client against its recording, with the cloud stopped", () => {
  const all = Object.keys(COMMANDS).flatMap((name) => SCHEMES.map((scheme) => `${name} ${scheme}`));

  test.each(all)("%s: the same output and exit code", async (name) => {
    const recording = recordingOf(name);
    const { exitCode, stdout, stderr } = await replay(recording);
    expect({ exitCode, stdout: stdout.toString() }).toEqual({
      exitCode: recording.exitCode,
      stdout: recording.stdout.toString(),
    });
    expect(stderr).not.toContain("No recorded answer");
    if (name.startsWith("fails")) expect(stderr).toContain("No Image found for no-such-image");
  });

  test("the cloud is truly stopped", async () => {
    const { argv, env } = recordingOf("lists what there is env");
    const [program = "", ...args] = argv;
    const running = promisify(execFile)(program, args, { env: { PATH: process.env["PATH"], ...env } });
    await expect(running).rejects.toMatchObject({ stderr: expect.stringMatching(/Unable to establish connection/) });
  });

  test("who creates a thing under another name gets that name back, unless --strict", async () => {
    const recording = recordingOf("creates a project env");
    const argv = recording.argv.map((word) => word.replace("payments-team", "billing-team"));
    const own = await replay(recording, [], argv);
    expect({ exitCode: own.exitCode, stderr: own.stderr }).toEqual({ exitCode: 0, stderr: "" });
    const recorded: unknown = JSON.parse(recording.stdout.toString());
    expect(JSON.parse(own.stdout.toString())).toEqual({ ...Object(recorded), name: "billing-team" });
    const strict = await replay(recording, ["--strict"], argv);
    expect(JSON.parse(strict.stdout.toString())).toMatchObject({ name: "payments-team" });
  });

  test("what was not recorded is named, with what is nearest, and exit 1", async () => {
    const recording = recordingOf("lists what there is env");
    const { exitCode, stderr } = await replay(recording, [], ["openstack", "image", "list", "--limit", "1"]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /No recorded answer for GET \/image\/v2\/images\?limit=… .*\n {2}Hint: closest is exchange \d/,
    );
    expect(stderr).toContain("had no recorded answer.");
  });
});
