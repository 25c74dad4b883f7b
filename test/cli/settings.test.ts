import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { writeTrace } from "../../src/trace/files/file.ts";
import { inTurn } from "../analyze/an-entry.ts";
import { createProject, run } from "./run-in-project.ts";

const FILE = "wirewalk.config.yaml";

/** A project whose trace has `/images` and `/images/7`. */
async function aProject(config: string): Promise<string> {
  const folder = await createProject(config);
  mkdirSync(join(folder, "traces"));
  const trace = inTurn({ url: "http://cloud/images" }, { url: "http://cloud/images/7" });
  await writeTrace(join(folder, "traces/show.har"), trace);
  return folder;
}

test.each([
  ["target: mkdoc", "target", 'Unknown target "mkdoc". Did you mean "mkdocs"?'],
  ["locale: eng", "locale", 'Unknown locale "eng". Did you mean "en"?'],
  ["template: commn", "template", 'Unknown template set "commn". Did you mean "common"?'],
  ["templates: nope", "templates", "Template directory "],
  ["openapi: nope.yaml", "openapi", 'Cannot read "'],
  ["openapi: [{ file: nope.yaml }]", "openapi.0", 'Cannot read "'],
  ["flow: image-add-projct", "flow", 'Unknown flow "image-add-projct". Did you mean "image-add-project"?'],
  ["flow: ./nope.ts", "flow", "Cannot load the flow "],
  [
    "omit: [{ from: get-images, to: get-imges, page: x.md, title: X }]",
    "omit.0.to",
    'Cannot omit from or to "get-imges": the trace has no such step or operation. Did you mean "get-images"?',
  ],
  ["omit: [{ from: 3, to: 9, page: x.md, title: X }]", "omit.0", "Cannot omit the arrows 3-9."],
])("%s is reported with file, line, and key", async (setting, key, reason) => {
  const folder = await aProject(`locale: en\nwalkthroughs:\n  show:\n    title: Show\n    ${setting}\n`);
  const place = `${FILE}, line 5: walkthroughs.show.${key}: ${reason}`;
  expect(await run(folder, "check")).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(place) });
});

test("a value for all walkthroughs is reported on its line at the top", async () => {
  const folder = await aProject("openapi: nope.yaml\ntarget: gmf\nwalkthroughs: { show: { openapi: own.yaml } }\n");
  writeFileSync(join(folder, "own.yaml"), "openapi: 3.1.0\ninfo: { title: Images }\n");
  expect((await run(folder, "check")).stderr).toContain(`${FILE}, line 1: openapi: Cannot read "`);
  writeFileSync(join(folder, "nope.yaml"), "openapi: 3.1.0\ninfo: { title: More }\n");
  expect((await run(folder, "render")).stderr).toContain(
    `${FILE}, line 2: target: Unknown target "gmf". Did you mean "gfm"?`,
  );
});

test("an input that the flow does not have is reported during the recording", async () => {
  const folder = await aProject(`walkthroughs:
  show:
    flow: image-add-project
    inputs:
      image: cirros
      projct: demo
`);
  expect(await run(folder, "record")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining(
      `${FILE}, line 6: walkthroughs.show.inputs.projct: Flow "image-add-project" has no input "projct". Did you mean "project"?\n`,
    ),
  });
});

test("labels, participants, and paths that name nothing are reported on their lines, and the page is written", async () => {
  const folder = await aProject(`locale: en
walkthroughs:
  show:
    labels:
      get-images: Images
      get-imges: Images
    participants: { cloud: Cloud, clout: Cloudy }
    paths: ["/images/{image}", "/image/{image}"]
`);
  const wanted = [
    [6, 'show: the trace has no step "get-imges" to label. Did you mean "get-images"?'],
    [7, 'show: the trace has no participant "clout" to name. Did you mean "cloud"?'],
    [8, 'show: the trace has no path like /image/{image}. Did you mean "/images/{image}"?'],
  ] as const;
  const rendered = await run(folder, "render");
  const lines = wanted.map(([line, message]) => `  ! ${FILE}:${line}: ${message}\n`).join("");
  expect(rendered).toMatchObject({ exitCode: 1, stderr: `show  wrote docs/show.md\n${lines}` });
  expect(await run(folder, "check")).toEqual({
    exitCode: 1,
    stdout: wanted.map(([line, message]) => `${FILE}:${line}: structure: ${message}\n`).join(""),
    stderr: "show  docs/show.md is up to date; settings to fix: 3\n",
  });
});
