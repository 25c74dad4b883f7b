import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { planPages } from "../../src/project/pages/plan-pages.ts";
import { writeTrace } from "../../src/trace/files/file.ts";
import { inTurn } from "../analyze/an-entry.ts";
import { createProject, run } from "./run-in-project.ts";

const CONFIG = `walkthroughs:
  show:
    highlights:
      get-images:
        response:
          - Vary
          - /visibility
      get-image: { request: [Accept] }
`;

/** A project whose trace has only `/images`, with this response. */
async function aProject(answer: unknown, config = CONFIG): Promise<string> {
  const folder = await createProject(config);
  await record(folder, answer);
  return folder;
}

async function record(folder: string, answer: unknown): Promise<void> {
  const own = [{ name: "Vary", value: "a" }];
  const trace = inTurn({ url: "http://cloud/images", answer });
  for (const { response } of trace.log.entries) Object.assign(response, { headers: own });
  const file = join(folder, "traces/show.har");
  mkdirSync(dirname(file), { recursive: true });
  await writeTrace(file, trace);
}

const FIELD =
  'show: cannot highlight /visibility: it is not in the response of "get-images". Did you mean "/image/visibility"?';
const STEP =
  'show: cannot highlight header Accept of the request of "get-image": the trace has no such step. Did you mean "get-images"?';

test("render reports highlights that point nowhere, and writes the page", async () => {
  const folder = await aProject({ image: { visibility: "x" } });
  const { exitCode, stderr } = await run(folder, "render");
  expect({ exitCode, stderr }).toEqual({
    exitCode: 1,
    stderr: `show  wrote docs/show.md\n  ! wirewalk.config.yaml:7: ${FIELD}\n  ! wirewalk.config.yaml:8: ${STEP}\n`,
  });
  expect(readFileSync(join(folder, "docs/show.md"), "utf8")).toMatch(/```http title="[^"]*" hl_lines="1"/);
  const json = await run(folder, "render", "--json");
  expect(JSON.parse(json.stdout)).toMatchObject({
    walkthroughs: [
      {
        name: "show",
        exitCode: 1,
        findings: [
          { line: 7, message: FIELD },
          { line: 8, message: STEP },
        ],
      },
    ],
  });
  await record(folder, { visibility: "x" });
  writeFileSync(join(folder, "wirewalk.config.yaml"), CONFIG.replace(/ {6}get-image:.*\n/, ""));
  expect(await run(folder, "render")).toMatchObject({
    exitCode: 0,
    stderr: "show  wrote docs/show.md\n  ~ line 48: step=get-images part=response.io is out of date\n",
  });
});

test("check fails for them, as text, for GitHub, and for programs", async () => {
  const folder = await aProject({ image: { visibility: "x" } });
  await run(folder, "render");
  const text = await run(folder, "check");
  expect(text).toEqual({
    exitCode: 1,
    stdout: `wirewalk.config.yaml:7: shape: ${FIELD}\nwirewalk.config.yaml:8: structure: ${STEP}\n`,
    stderr: "show  docs/show.md is up to date; settings to fix: 2\n",
  });
  expect((await run(folder, "render", "--check")).exitCode).toBe(1);
  const annotated = await run(folder, "check", "--format", "github");
  expect(annotated.stdout).toContain(`::error file=wirewalk.config.yaml,line=7::${FIELD}\n`);
  const { stdout } = await run(folder, "check", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    walkthroughs: [
      {
        exitCode: 1,
        findings: [
          { level: "shape", file: "wirewalk.config.yaml", line: 7, message: FIELD },
          { level: "structure", file: "wirewalk.config.yaml", line: 8, message: STEP },
        ],
      },
    ],
  });
});

test("highlights that two walkthroughs share are reported for each, on the line on which they are written", async () => {
  const folder = await aProject(
    { visible: 1 },
    "walkthroughs:\n  other: { trace: traces/show.har, highlights: &all { get-images: { response: [/visibility] } } }\n" +
      "  show: { highlights: *all }\n",
  );
  const { stderr } = await run(folder, "render");
  expect(stderr).toContain(
    '! wirewalk.config.yaml:2: other: cannot highlight /visibility: it is not in the response of "get-images"',
  );
  expect(stderr).toContain(
    '! wirewalk.config.yaml:2: show: cannot highlight /visibility: it is not in the response of "get-images"',
  );
});

test("in a very large walkthrough, no page is searched for a step that does not exist", async () => {
  const trace = inTurn(...Array.from({ length: 900 }, (_, index) => ({ url: `http://cloud/thing${index}` })));
  const highlights = { "get-thing7": { response: ["Vary"] }, "get-gone": { request: ["Accept"] } };
  const { pages, staleHighlights } = planPages(trace, { fileName: "a.md", title: "a", highlights });
  expect(pages.length).toBeGreaterThan(2);
  await Promise.all(pages.map(({ write }) => write()));
  expect(staleHighlights).toMatchObject([
    { step: "get-thing7", selector: "Vary", gone: "field" },
    { step: "get-gone", selector: "Accept", gone: "step" },
  ]);
});
