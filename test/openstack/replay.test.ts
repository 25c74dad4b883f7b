import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type Stack, startStack, stopStack } from "../../scripts/stack/stack.ts";
import { openBrowser } from "../../src/diagram/mermaid/browser.ts";
import { type WirewalkRun, runWirewalk } from "../clients/run-wirewalk.ts";

interface Recording extends WirewalkRun {
  readonly argv: readonly string[];
  readonly file: string;
  /** A trace of a cloud that no longer exists when it is replayed. */
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

/** Everything is recorded first; then the cloud ends, and its directory with the certificates is removed. */
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

/** So that the cloud is in the same state for the second scheme as for the first. */
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

/** What a colleague does who has the trace, but neither the cloud nor its password. */
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
    expect(stderr).not.toContain("No recorded response");
    if (name.startsWith("fails")) expect(stderr).toContain("No Image found for no-such-image");
  });

  test("the cloud is really stopped", async () => {
    const { argv, env } = recordingOf("lists what there is env");
    const [program = "", ...args] = argv;
    const running = promisify(execFile)(program, args, { env: { PATH: process.env["PATH"], ...env } });
    await expect(running).rejects.toMatchObject({ stderr: expect.stringMatching(/Unable to establish connection/) });
  });

  test("a client that creates a resource with another name gets that name back, unless --strict", async () => {
    const recording = recordingOf("creates a project env");
    const argv = recording.argv.map((word) => word.replace("payments-team", "billing-team"));
    const own = await replay(recording, [], argv);
    expect(own.exitCode).toBe(0);
    expect(own.stderr).toMatch(
      /^Note: POST \S+\/projects \(call \d+\) got the response of \(\d+\)-\(\d+\), although its body differs in: \/project\/name\. [^\n]*\n$/,
    );
    const recorded: unknown = JSON.parse(recording.stdout.toString());
    expect(JSON.parse(own.stdout.toString())).toEqual({ ...Object(recorded), name: "billing-team" });
    const strict = await replay(recording, ["--strict"], argv);
    expect(JSON.parse(strict.stdout.toString())).toMatchObject({ name: "payments-team" });
  });

  test("unmatched requests are reported, with the nearest match, and exit code 1", async () => {
    const recording = recordingOf("lists what there is env");
    const { exitCode, stderr } = await replay(recording, [], ["openstack", "image", "list", "--limit", "1"]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /No recorded response for GET \/image\/v2\/images\?limit=… .*\n {2}Hint: The closest is \(\d/,
    );
    expect(stderr).toContain("had no recorded response.");
  });
});

describe("a failing run, shared", () => {
  let there = "";
  beforeAll(async () => {
    there = await mkdtemp(join(tmpdir(), "wirewalk-colleague-"));
    const archive = join(folder, "failing.zip");
    const { exitCode } = await runWirewalk(["share", recordingOf("fails env").file, "-o", archive], { HOME: folder });
    expect(exitCode).toBe(0);
    for (const [name, content] of Object.entries(unzipSync(await readFile(archive)))) {
      await writeFile(join(there, name), content);
    }
  });
  afterAll(async () => rm(there, { recursive: true }));

  test("its report shows in a browser, without the cloud, what failed and how", async () => {
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(pathToFileURL(join(there, "report.html")).href);
      const command = await page.$eval(".command", ({ textContent }) => textContent);
      expect(command).toMatch(/^\$ openstack image show no-such-image.*exit code 1.*No Image found for no-such-image/s);
      await page.select("#status", "4xx");
      await page.locator(".step:not([hidden]) > h2 > button").click();
      expect(await page.$$eval(".detail p", (facts) => facts[0]?.textContent)).toMatch(/^GET .*no-such-image$/);
    } finally {
      await browser.close();
    }
  });

  test("its trace fails the real client in the same way", async () => {
    const shared = { ...recordingOf("fails env"), file: join(there, "trace.har") };
    const { exitCode, stderr } = await replay(shared);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringContaining("No Image found for") as unknown,
    });
    expect(stderr).not.toContain("No recorded response");
  });

  test("its manifest names the places of the password and of the tokens", async () => {
    const manifest: unknown = JSON.parse(await readFile(join(there, "manifest.json"), "utf8"));
    expect(manifest).toMatchObject({
      command: { exitCode: 1 },
      masked: {
        places: expect.arrayContaining([
          { place: "variable OS_PASSWORD", alias: "REDACTED-password-1" },
          { exchange: 2, place: "request body auth.identity.password.user.password", alias: "REDACTED-password-1" },
          { exchange: 2, place: "response header X-Subject-Token", alias: "REDACTED-token-1" },
        ]) as unknown,
      },
      notInspected: [],
    });
  });
});
