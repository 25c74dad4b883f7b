import { appendFile, readFile } from "node:fs/promises";

import { expect, test } from "vitest";

import { checkWalkthrough } from "../../../src/project/check/check-walkthrough.ts";
import { renderWalkthrough } from "../../../src/project/pages/render-walkthrough.ts";
import { writeTrace } from "../../../src/trace/files/file.ts";
import { aTrace } from "../../replay/a-trace.ts";
import { NO_CATALOG as catalog, aProject, theWalkthrough } from "../a-project.ts";

const CONFIG = "walkthroughs: { images: { labels: { get-volumes: Volumes } } }\n";

test("the result for a page is returned as data, and checking it changes nothing", async () => {
  const project = await aProject(CONFIG, { images: aTrace({ url: "/images" }) });
  const walkthrough = theWalkthrough(project);
  const options = { catalog, configFile: project.file };
  const { page, trace } = walkthrough;

  expect(await checkWalkthrough(walkthrough, options)).toMatchObject({ kind: "missing", file: page });
  expect(await renderWalkthrough(walkthrough, options)).toMatchObject({
    kind: "written",
    count: 1,
    changed: 1,
    merges: [],
  });
  expect(await renderWalkthrough(walkthrough, options)).toMatchObject({ kind: "unchanged", changed: 0 });
  expect(await checkWalkthrough(walkthrough, options)).toMatchObject({ kind: "checked", pages: [{ findings: [] }] });

  await appendFile(page, "\nMy own words.\n");
  await writeTrace(trace, aTrace({ url: "/images" }, { url: "/members" }));
  const before = await readFile(page, "utf8");
  expect(await checkWalkthrough(walkthrough, { ...options, diff: true })).toMatchObject({
    kind: "checked",
    pages: [{ file: page, findings: expect.arrayContaining([expect.objectContaining({ level: "structure" })]) }],
  });
  expect(await readFile(page, "utf8")).toBe(before);
  const rendered = await renderWalkthrough(walkthrough, options);
  expect(rendered).toMatchObject({ kind: "written", changed: 1, left: [], removed: [], pictures: [] });
  expect(rendered.merges[0]?.report.steps.map(({ kind, step }) => [kind, step])).toContainEqual(["new", "get-members"]);
  expect(await readFile(page, "utf8")).toContain("My own words.");
});

test("an unused setting is a finding on its line", async () => {
  const project = await aProject(CONFIG, { images: aTrace({ url: "/images" }) });
  const { settings } = await renderWalkthrough(theWalkthrough(project), { catalog, configFile: project.file });
  expect(settings).toMatchObject([{ level: "structure", line: 1 }]);
});

test("images are drawn by the given function", async () => {
  const project = await aProject("walkthroughs: { images: { diagram: svg } }\n", {
    images: aTrace({ url: "/images" }),
  });
  const walkthrough = theWalkthrough(project);
  const options = { catalog, configFile: project.file };
  const draw = async (jobs: readonly unknown[]): Promise<readonly string[]> =>
    jobs.map(() => '<svg xmlns="http://www.w3.org/2000/svg"></svg>\n');
  const { kind, pictures } = await renderWalkthrough(walkthrough, { ...options, draw });
  expect([kind, pictures.length > 0]).toEqual(["written", true]);
  expect(await renderWalkthrough(walkthrough, { ...options, draw })).toMatchObject({ kind: "unchanged", pictures: [] });
});
