import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";

const ROOT = join(import.meta.dirname, "../..");

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs wirewalk in a folder, in a process of its own. */
async function run(cwd: string, ...argv: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [join(ROOT, "src/cli/main.ts"), ...argv], {
    cwd,
    env: { PATH: process.env["PATH"], WIREWALK_CONFIG_DIR: join(cwd, ".config") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [exitCode] = await once(child, "close");
  return { exitCode: Number(exitCode), stdout, stderr };
}

async function createProject(config: string): Promise<string> {
  const folder = await tempFolder();
  writeFileSync(join(folder, "wirewalk.config.yaml"), config);
  return folder;
}

/** A project with two real traces of this repository. */
async function createRecordedProject(): Promise<string> {
  const folder = await createProject(`walkthroughs:
  image-add-project: { flow: image-add-project, page: docs/add.md, title: add project }
  image-member-list: { flow: image-member-list, locale: ko }
`);
  cpSync(join(ROOT, "traces/openstack"), join(folder, "traces"), { recursive: true });
  return folder;
}

describe("the walkthroughs of a project", () => {
  test("are rendered, found up to date, and found out of date with the place", async () => {
    const folder = await createRecordedProject();
    expect(await run(folder, "check")).toMatchObject({
      exitCode: 1,
      stderr:
        "image-add-project  docs/add.md does not exist\nimage-member-list  docs/image-member-list.md does not exist\n",
    });
    expect(existsSync(join(folder, "docs"))).toBe(false);
    expect(await run(folder, "render")).toMatchObject({
      exitCode: 0,
      stderr: "image-add-project  wrote docs/add.md\nimage-member-list  wrote docs/image-member-list.md\n",
    });
    expect(readFileSync(join(folder, "docs/add.md"), "utf8")).toMatch(/^# add project\n/);
    expect(await run(folder, "check")).toMatchObject({ exitCode: 0 });

    const trace = join(folder, "traces/image-add-project.har");
    writeFileSync(
      trace,
      readFileSync(trace, "utf8").replace("300 Multiple Choices", "300 Many").replaceAll("pending", "accepted"),
    );
    const { exitCode, stdout } = await run(folder, "check", "--json", "image-add-project");
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      walkthroughs: [
        {
          name: "image-add-project",
          text: "docs/add.md is out of date",
          report: {
            steps: [],
            changed: expect.arrayContaining([{ name: "part=output", line: expect.any(Number) as number }]) as unknown[],
          },
        },
      ],
    });
    expect((await run(folder, "check", "image-add-project")).stderr).toMatch(
      /^image-add-project {2}docs\/add\.md is out of date\n {2}~ line \d+: step=post-image-v2-images-id-members part=response\.io says something else\n/,
    );
  });

  test("that are out of date are shown as a diff and as annotations; prose of a step that is gone fails too", async () => {
    const folder = await createRecordedProject();
    await run(folder, "render");
    const page = join(folder, "docs/add.md");
    const rendered = readFileSync(page, "utf8");
    writeFileSync(page, rendered.replace("keystone as keystone-api", "keystone as Keystone"));
    const { exitCode, stdout } = await run(folder, "check", "image-add-project", "--diff", "--format", "github");
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^::error file=docs\/add\.md,line=\d+::part=diagram was edited by hand\.\n$/);

    const marker = 'step=gone part=request was="(1) GET /gone"';
    writeFileSync(
      page,
      `${rendered}\n<!-- wirewalk:orphan ${marker} -->\n\nWords.\n\n<!-- wirewalk:orphan-end step=gone part=request -->\n`,
    );
    expect(await run(folder, "check", "image-add-project")).toMatchObject({
      exitCode: 1,
      stderr:
        "image-add-project  docs/add.md waits for its author\n  ! prose of step=gone part=request ((1) GET /gone) is at the end of the page: move or remove it\n",
    });

    writeFileSync(
      page,
      rendered.replace(/(?<=<!-- wirewalk:begin part=summary).*? -->[^]*?(?=<!-- wirewalk:end part=summary)/, " -->\n"),
    );
    const empty = await run(folder, "check", "image-add-project", "--diff");
    expect(empty.stdout).toContain("--- docs/add.md\ton disk\n+++ docs/add.md\tfrom its trace\n@@");
    expect(empty.stdout).toContain("\n+- (1),(2): ");
  });

  test("with a secret in the author's words are told without it", async () => {
    const folder = await createRecordedProject();
    await run(folder, "render");
    const page = join(folder, "docs/add.md");
    writeFileSync(page, `${readFileSync(page, "utf8")}export OS_PASSWORD=hunter22\n`);
    const { exitCode, stdout, stderr } = await run(folder, "check", "image-add-project", "--diff");
    expect(exitCode).toBe(4);
    expect(stdout + stderr).not.toContain("hunter22");
  });

  test("are found from a folder below, and one that fails does not stop the others", async () => {
    const folder = await createRecordedProject();
    mkdirSync(join(folder, "below"));
    writeFileSync(join(folder, "traces/image-add-project.har"), "{");
    const { exitCode, stderr } = await run(join(folder, "below"), "render");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("is not valid JSON");
    expect(stderr).toContain("image-add-project  failed\nimage-member-list  wrote ../docs/image-member-list.md\n");
  });

  test("are recorded, the failing one named", async () => {
    const url = await startTestServer((_, response) => response.end("{}"));
    const folder = await createProject(`walkthroughs:
  good: { command: [curl, -s, "${url}/good"] }
  bad: { command: [sh, -c, "curl -s ${url}/bad; exit 9"] }
`);
    const { exitCode, stderr } = await run(folder, "record");
    expect(exitCode).toBe(9);
    expect(stderr).toBe(
      "good  1 exchange in traces/good.har\nbad   1 exchange in traces/bad.har; the command exited with 9\n",
    );
    expect(await run(folder, "record", "good")).toMatchObject({
      exitCode: 0,
      stderr: "good  1 exchange in traces/good.har\n",
    });
  });

  test("of a name that there is not are an error that lists the names", async () => {
    const folder = await createRecordedProject();
    expect(await run(folder, "check", "image-ad-project")).toMatchObject({
      exitCode: 2,
      stderr:
        'wirewalk.config.yaml names no walkthrough "image-ad-project".\n  Hint: it names: image-add-project, image-member-list.\n',
    });
  });

  test("without a configuration are an error that says how to get one", async () => {
    expect(await run(await tempFolder(), "check")).toMatchObject({
      exitCode: 2,
      stderr:
        "There is no wirewalk.config.yaml here or in a folder above.\n  Hint: `wirewalk init` writes a first one.\n",
    });
  });
});

describe("wirewalk init", () => {
  test("writes a first configuration that works, and never over another", async () => {
    const folder = await tempFolder();
    const url = await startTestServer((_, response) => response.end("{}"));
    const first = await run(folder, "init", "--name", "ask", "--command", `curl -s ${url}`);
    expect(first).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("Wrote wirewalk.config.yaml.") });
    expect((await run(folder, "record", "ask")).stderr).toBe("ask  1 exchange in traces/ask.har\n");
    expect((await run(folder, "render")).stderr).toBe("ask  wrote docs/ask.md\n");
    expect(await run(folder, "init", "--name", "other")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("There is a wirewalk.config.yaml already; it stays as it is."),
    });
  });

  test("refuses a name that is none, and writes nothing", async () => {
    const folder = await tempFolder();
    expect(await run(folder, "init", "--name", "Not A Name")).toMatchObject({ exitCode: 2 });
    expect(existsSync(join(folder, "wirewalk.config.yaml"))).toBe(false);
  });
});
