import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";
import { createProject, run } from "./run-in-project.ts";

const ROOT = join(import.meta.dirname, "../..");

/** A walkthrough of a program that requests these paths, one after the other. */
function askFor(url: string, paths: readonly string[]): string {
  return `walkthroughs:\n  ask: { command: [curl, -s, ${paths.map((path) => `"${url}/${path}"`).join(", ")}] }\n`;
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
  test("are rendered, found up to date, and found out of date with the position", async () => {
    const folder = await createRecordedProject();
    expect(await run(folder, "check")).toMatchObject({
      exitCode: 1,
      stderr:
        "image-add-project  docs/add.md does not exist; `wirewalk render image-add-project` writes it\n" +
        "image-member-list  docs/image-member-list.md does not exist; `wirewalk render image-member-list` writes it\n",
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
    const { walkthroughs } = JSON.parse(stdout) as {
      walkthroughs: { name: string; text: string; findings: { level: string; message: string }[] }[];
    };
    expect(walkthroughs.map(({ name }) => name)).toEqual(["image-add-project"]);
    expect(walkthroughs[0]?.text).toMatch(/^docs\/add\.md is out of date: \d differences?$/);
    expect(walkthroughs[0]?.findings[0]).toMatchObject({ level: "shape", message: expect.stringContaining("step=") });
  });

  test("a walkthrough that begins like another one links to it; names and paths come from OpenAPI and the project file", async () => {
    const folder = await createProject(`walkthroughs:
  remove:
    trace: traces/image-remove-project.har
    page: docs/image/remove.md
    beginsLike: list
    openapi: glance.yaml
    labels: { "GET /image/v2/images/{image_id}": Look it up }
    paths:
      - /image/v2/images/{image}/members/{project}
    participants: { keystone: Identity }
    dataFlow: true
  list: { trace: traces/image-member-list.har, title: Members }
  other: { trace: traces/other.har, beginsLike: list }
`);
    cpSync(join(ROOT, "traces/openstack"), join(folder, "traces"), { recursive: true });
    writeFileSync(join(folder, "glance.yaml"), "openapi: 3.1.0\ninfo: { title: Images }\n");
    const list = readFileSync(join(folder, "traces/image-member-list.har"), "utf8");
    writeFileSync(join(folder, "traces/other.har"), list.replaceAll("/identity", "/elsewhere"));
    const { exitCode, stderr } = await run(folder, "render");
    expect(exitCode).toBe(2);
    expect(stderr).toContain('"other" does not begin like "list": the first call differs.');
    const page = readFileSync(join(folder, "docs/image/remove.md"), "utf8");
    expect(page).toContain("(1)-(6) are the same as in [Members](../list.md)");
    expect(page).toContain("participant keystone as Identity");
    expect(page).toContain("Look it up");
    expect(page).toContain("DELETE /image/v2/images/{image}/members/{project}");
    expect(page).toMatch(/Note over client: .*token_1 from \(4\)/);
    expect(await run(folder, "check", "remove", "list")).toMatchObject({ exitCode: 0 });
  });

  test("a check prints file, line, the current and the expected text, as text, for GitHub, and as a patch", async () => {
    const folder = await createRecordedProject();
    await run(folder, "render");
    const page = join(folder, "docs/add.md");
    const trace = join(folder, "traces/image-add-project.har");
    const recorded = readFileSync(trace, "utf8");
    writeFileSync(trace, recorded.replaceAll("pending", "accepted"));
    const text = await run(folder, "check", "image-add-project", "--diff");
    const place =
      /^docs\/add\.md:(\d+): shape: step=\S+ part=response\.io is out of date\n {4}- .*pending.*\n {4}\+ .*accepted.*\n/m;
    expect(text.exitCode).toBe(1);
    const line = Number(place.exec(text.stdout)?.[1]);
    expect(readFileSync(page, "utf8").split("\n")[line - 1]).toMatch(/^<!-- wirewalk:begin step=\S+ part=response\.io/);
    expect(text.stdout).toMatch(/^--- a\/docs\/add\.md\t?\n\+\+\+ b\/docs\/add\.md/m);
    const annotated = await run(folder, "check", "image-add-project", "--format", "github");
    expect(annotated.stdout).toContain(`::error file=docs/add.md,line=${line}::`);
    // Only example values: reported, and not a failure.
    writeFileSync(trace, recorded.replaceAll(/req-[0-9a-f-]{36}/g, "req-00000000-0000-4000-8000-000000000001"));
    expect(await run(folder, "check", "image-add-project")).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("up to date, except for "),
    });
  });

  test("text about a removed step makes the check fail until it is moved to another step", async () => {
    const folder = await createRecordedProject();
    await run(folder, "render");
    const page = join(folder, "docs/add.md");
    const [, last = ""] =
      /begin step=(\S+) part=request sum/.exec(readFileSync(page, "utf8").split("part=response.io").at(-3) ?? "") ?? [];
    const written = readFileSync(page, "utf8").replace(
      `<!-- wirewalk:end step=${last} part=request -->\n`,
      "$&\nMy words.\n",
    );
    writeFileSync(page, written);
    const trace = join(folder, "traces/image-add-project.har");
    const { log } = JSON.parse(readFileSync(trace, "utf8")) as { log: { entries: unknown[] } };
    log.entries.pop();
    writeFileSync(trace, JSON.stringify({ log }));
    expect((await run(folder, "render", "image-add-project")).stderr).toContain(
      "is at the end of the page: move or remove it",
    );
    const failed = await run(folder, "check", "image-add-project");
    expect(failed).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining(`prose: orphaned prose of step=${last}`),
    });
    const [, other = ""] = /begin step=(\S+) part=request /.exec(readFileSync(page, "utf8")) ?? [];
    expect(await run(folder, "step", "mv", last, other, "docs/add.md")).toMatchObject({ exitCode: 0 });
    const moved = readFileSync(page, "utf8");
    expect(moved.split("My words.")).toHaveLength(2);
    expect(moved.indexOf("My words.")).toBeGreaterThan(moved.indexOf(`end step=${other} part=request -->`));
    expect(moved).not.toContain("wirewalk:orphan");
    expect(await run(folder, "check", "image-add-project")).toMatchObject({ exitCode: 0 });
  });

  test("text about a step is not assigned to a step that replaced it; if the API moved, it stays", async () => {
    const url = await startTestServer((_, response) => response.end("{}"));
    const ask = (...paths: readonly string[]): string => askFor(url, paths);
    const folder = await createProject(ask("v1/me", "v1/projects"));
    const page = join(folder, "docs/ask.md");
    const recordAs = async (...paths: readonly string[]): Promise<string> => {
      writeFileSync(join(folder, "wirewalk.config.yaml"), ask(...paths));
      await run(folder, "record");
      return (await run(folder, "render")).stderr;
    };
    await recordAs("v1/me", "v1/projects");
    const end = "<!-- wirewalk:end step=get-v1-projects part=request -->\n";
    writeFileSync(page, readFileSync(page, "utf8").replace(end, "$&\nLists projects.\n"));
    expect(await recordAs("api/v2/me", "api/v2/projects")).not.toContain("removed");
    expect(readFileSync(page, "utf8")).toContain(
      `GET /api/v2/projects {#get-v1-projects-request}\n\n${end}\nLists projects.`,
    );
    expect(await recordAs("api/v2/me", "api/v2/health")).toContain("prose of step=get-v1-projects part=request");
  });

  test("a check against the API itself: the same as the trace, and different", async () => {
    let answer = '{"id":"9faa6fd5-b254-4184-80c0-66b7c062315e","size":1}';
    const url = await startTestServer((_, response) =>
      response.setHeader("Content-Type", "application/json").end(answer),
    );
    const folder = await createProject(`walkthroughs:\n  show: { command: [curl, -s, "${url}/images"] }\n`);
    await run(folder, "record");
    const before = readFileSync(join(folder, "traces/show.har"), "utf8");
    answer = answer.replace("9faa", "77ab");
    expect(await run(folder, "check", "--live")).toMatchObject({
      exitCode: 0,
      stderr: "show  the API matches traces/show.har\n",
    });
    answer = '{"id":"9faa6fd5-b254-4184-80c0-66b7c062315e","bytes":1}';
    const live = await run(folder, "check", "--live");
    expect(live.exitCode).toBe(1);
    expect(live.stdout).toMatch(/\/size: only in the first[^]*\/bytes: only in the second/);
    expect(readFileSync(join(folder, "traces/show.har"), "utf8")).toBe(before);
  });

  test("a check against the API prints one JSON object, and omits volatile values of the project", async () => {
    let state = "BUILD";
    const url = await startTestServer((_, response) =>
      response.setHeader("Content-Type", "application/json").end(JSON.stringify({ state })),
    );
    const folder = await createProject(`volatile: [/state]
walkthroughs:
  show: { command: [curl, -s, "${url}/servers"] }
  show-ko: { command: [curl, -s, "${url}/servers"], trace: traces/show.har, locale: ko }
  old: { trace: traces/old.har }
`);
    await run(folder, "record");
    state = "ACTIVE";
    const live = await run(folder, "check", "--live", "--json");
    expect(JSON.parse(live.stdout)).toMatchObject({
      walkthroughs: [
        { name: "show", exitCode: 0, text: "the API matches traces/show.har" },
        { name: "show-ko", exitCode: 0, text: "shares the trace of show" },
        { name: "old", exitCode: 0, text: "old has neither a flow nor a command; nothing to run" },
      ],
    });
    writeFileSync(
      join(folder, "wirewalk.config.yaml"),
      `walkthroughs: { show: { command: [curl, -s, "${url}/servers"] } }\n`,
    );
    const changed = await run(folder, "check", "--live", "--json");
    expect(changed.exitCode).toBe(1);
    expect(JSON.parse(changed.stdout)).toMatchObject({
      walkthroughs: [{ comparison: { steps: [{ differences: [{ message: expect.stringContaining("/state") }] }] } }],
    });
  });

  test("a check against the API finds nothing if a command fails as it did before", async () => {
    let status = 404;
    const url = await startTestServer((_, response) => {
      response.statusCode = status;
      response.end("{}");
    });
    const folder = await createProject(`walkthroughs:\n  refused: { command: [curl, -sf, "${url}/x"] }\n`);
    expect((await run(folder, "record")).exitCode).toBe(3);
    expect(await run(folder, "check", "--live")).toMatchObject({ exitCode: 0 });
    status = 200;
    expect(await run(folder, "check", "--live")).toMatchObject({
      exitCode: 1,
      stderr: "refused  the API does not match traces/refused.har: 1 difference, and the command exited with 0\n",
    });
  });

  test("are required if there is no project", async () => {
    const { exitCode, stderr } = await run(await tempFolder(), "record");
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /^Nothing to record: name a flow with --flow, or a program after `--`\.\n {2}Hint: Run, for example, /,
    );
  });

  test("are found from a subdirectory, and one that fails does not stop the others", async () => {
    const folder = await createRecordedProject();
    mkdirSync(join(folder, "below"));
    writeFileSync(join(folder, "traces/image-add-project.har"), "{");
    const { exitCode, stderr } = await run(join(folder, "below"), "render");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("is not valid JSON");
    expect(stderr).toContain("image-add-project  failed\nimage-member-list  wrote ../docs/image-member-list.md\n");
  });

  test("are recorded, and the failing one is named", async () => {
    const url = await startTestServer((_, response) => response.end("{}"));
    const folder = await createProject(`walkthroughs:
  good: { command: [curl, -s, "${url}/good"] }
  bad: { command: [sh, -c, "curl -s ${url}/bad; exit 9"] }
`);
    const { exitCode, stderr } = await run(folder, "record");
    expect(exitCode).toBe(3);
    expect(stderr).toBe(
      "good  1 exchange in traces/good.har\nbad   1 exchange in traces/bad.har; the command exited with 9\n",
    );
    expect(await run(folder, "record", "good")).toMatchObject({
      exitCode: 0,
      stderr: "good  1 exchange in traces/good.har: 1 exchange as before\n",
    });
  });

  test("may have any number of polls, but not of other calls", async () => {
    const url = await startTestServer(({ url: path }, response) => response.end(`{"title":"${path?.slice(-1)}"}`));
    const ask = (...paths: readonly string[]): string => askFor(url, paths);
    const folder = await createProject(ask("job", "job", "job", "items/1", "items/2"));
    await run(folder, "record");
    writeFileSync(join(folder, "wirewalk.config.yaml"), ask("job", "items/1", "items/2"));
    expect((await run(folder, "record")).stderr).toBe("ask  5 exchanges in traces/ask.har: 5 exchanges as before\n");
    writeFileSync(join(folder, "wirewalk.config.yaml"), ask("job", "items/2"));
    expect(await run(folder, "check", "--live")).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining("- (7) GET /items/{item_id}"),
    });
    expect((await run(folder, "record")).stderr).toBe(
      "ask  4 exchanges in traces/ask.har: 4 exchanges as before, 1 removed\n",
    );
  });

  test("are recorded once if two pages come from one trace", async () => {
    let count = 0;
    const url = await startTestServer((_, response) => response.end(String((count += 1))));
    const folder = await createProject(`walkthroughs:
  en: { command: [curl, -s, "${url}"], trace: traces/x.har }
  ko: { command: [curl, -s, "${url}"], trace: traces/x.har, locale: ko }
`);
    expect((await run(folder, "record")).stderr).toBe("en  1 exchange in traces/x.har\nko  shares the trace of en\n");
    expect(count).toBe(1);
    await run(folder, "record", "ko");
    expect(count).toBe(2);
  });

  test("whose command fails, unlike before, keep their recording and their page", async () => {
    let status = 200;
    const url = await startTestServer((_, response) => {
      response.statusCode = status;
      response.end("{}");
    });
    const folder = await createProject(`walkthroughs:\n  ask: { command: [curl, -sf, "${url}/x"] }\n`);
    await run(folder, "record");
    await run(folder, "render");
    const trace = join(folder, "traces/ask.har");
    const good = readFileSync(trace, "utf8");
    status = 503;
    expect(await run(folder, "record")).toMatchObject({
      exitCode: 3,
      stderr:
        "ask  failed, unlike the earlier recording (GET /x: 503): kept traces/ask.har, wrote the failing trace to traces/ask.failed.har; `--accept` replaces the kept trace with it; the command exited with 22\n",
    });
    expect(readFileSync(trace, "utf8")).toBe(good);
    expect(readFileSync(join(folder, "traces/ask.failed.har"), "utf8")).toContain('"status": 503');
    expect(await run(folder, "check")).toMatchObject({ exitCode: 0 });
    // A documented status may be a failure.
    writeFileSync(trace, readFileSync(join(folder, "traces/ask.failed.har")));
    expect((await run(folder, "record")).stderr).toBe(
      "ask  1 exchange in traces/ask.har: 1 exchange as before; the command exited with 22\n",
    );
  });

  test("without a trace, without any walkthrough, or with a page that is not UTF-8 print a remedy", async () => {
    const folder = await createProject("walkthroughs:\n  a: { command: [x] }\n");
    expect(await run(folder, "render")).toMatchObject({
      exitCode: 2,
      stderr:
        'The walkthrough "a" has no trace: traces/a.har does not exist.\n  Hint: Record it with `wirewalk record a`.\na  failed\n',
    });
    const empty = await createProject("walkthroughs: {}\n");
    expect(await run(empty, "check")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^wirewalk\.config\.yaml has no walkthroughs\.\n {2}Hint: /),
    });
    const recorded = await createRecordedProject();
    await run(recorded, "render");
    const page = join(recorded, "docs/add.md");
    const latin = Buffer.from(`${readFileSync(page, "utf8")}\ncaf\u00E9\n`, "latin1");
    writeFileSync(page, latin);
    expect(await run(recorded, "render", "image-add-project")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('add.md" is not UTF-8 text.\n  Hint: Save it as UTF-8;'),
    });
    expect(readFileSync(page).equals(latin)).toBe(true);
  });

  test("with a read-only page report it, and leave it unchanged", async () => {
    const folder = await createRecordedProject();
    await run(folder, "render");
    const page = join(folder, "docs/add.md");
    chmodSync(page, 0o444);
    const before = readFileSync(page, "utf8");
    const trace = join(folder, "traces/image-add-project.har");
    writeFileSync(trace, readFileSync(trace, "utf8").replaceAll("pending", "accepted"));
    expect(await run(folder, "render", "image-add-project")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('docs/add.md": it is read-only.\n  Hint: Make it writable'),
    });
    expect(readFileSync(page, "utf8")).toBe(before);
  });

  test("with an unknown name are an error that lists the names", async () => {
    const folder = await createRecordedProject();
    expect(await run(folder, "check", "image-ad-project")).toMatchObject({
      exitCode: 2,
      stderr:
        'wirewalk.config.yaml has no walkthrough "image-ad-project". Did you mean "image-add-project"?\n  Hint: It names: image-add-project, image-member-list.\n',
    });
  });

  test("without a configuration are an error that explains how to get one", async () => {
    expect(await run(await tempFolder(), "check")).toMatchObject({
      exitCode: 2,
      stderr:
        "No wirewalk.config.yaml found here or in a parent directory.\n  Hint: Create one with `wirewalk init`.\n",
    });
  });
});

describe("wirewalk init", () => {
  test("writes a first configuration that works, and never overwrites another", async () => {
    const folder = await tempFolder();
    const url = await startTestServer((_, response) => response.end("{}"));
    const first = await run(folder, "init", "--name", "ask", "--command", `curl -s ${url}`);
    expect(first).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("Wrote wirewalk.config.yaml.") });
    expect((await run(folder, "record", "ask")).stderr).toBe("ask  1 exchange in traces/ask.har\n");
    expect((await run(folder, "render")).stderr).toBe("ask  wrote docs/ask.md\n");
    expect(await run(folder, "init", "--name", "other")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("wirewalk.config.yaml already exists and was not changed."),
    });
  });

  test("parses quoted words like a shell, and reports which shell it replaces", async () => {
    const folder = await tempFolder();
    await run(folder, "init", "--name", "ask", "--command", `sh -c 'curl -s x | cat'`);
    expect(readFileSync(join(folder, "wirewalk.config.yaml"), "utf8")).toContain(`- curl -s x | cat\n`);
    mkdirSync(join(folder, "below"));
    expect((await run(join(folder, "below"), "init", "--name", "ask", "--command", "true")).stderr).toContain(
      "replaces ../wirewalk.config.yaml",
    );
  });

  test("refuses an invalid name, and writes nothing", async () => {
    const folder = await tempFolder();
    expect(await run(folder, "init", "--name", "Not A Name")).toMatchObject({ exitCode: 2 });
    expect(existsSync(join(folder, "wirewalk.config.yaml"))).toBe(false);
  });
});
