import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { serializeTrace } from "../../src/trace/model/serialize.ts";
import { inTurn } from "../analyze/an-entry.ts";
import { createProject, run } from "./run-in-project.ts";

const SECRET = "blue-sky-77";

/** A trace that wirewalk recorded before the project declared this member secret. */
async function aProject(redact: string): Promise<{ readonly folder: string; readonly before: string }> {
  const folder = await createProject(`walkthroughs:\n  boats:\n    title: Boats\n    trace: t.har\n${redact}`);
  const { log } = inTurn({ answer: { motto: SECRET, name: "x" } }, { answer: `the motto ${SECRET} again` });
  const before = serializeTrace({ log: { ...log, _wirewalk: { format: 1, redacted: {} } } });
  writeFileSync(join(folder, "t.har"), before);
  return { folder, before };
}

describe("a secret that the project declares after the trace was recorded", () => {
  test.each([
    ["show", "t.har", "--json"],
    ["show", "t.har", "2"],
    ["show", "boats", "--json"],
    ["export", "t.har", "--format", "har", "-o", "out"],
    ["export", "boats", "--format", "curl", "-o", "out"],
    ["render", "t.har", "-o", "out"],
    ["open", "t.har", "--print"],
    ["diff", "t.har", "t.har", "--format", "html", "-o", "out"],
    ["share", "t.har", "-o", "out"],
  ])("is masked by: %s %s %s %s", async (...argv) => {
    const { folder, before } = await aProject("redact:\n  rules: [{ pointer: /motto }]\n");
    const { stdout, stderr, exitCode } = await run(folder, ...argv);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    const shown = argv.includes("out") ? readFileSync(join(folder, "out"), "latin1") : stdout;
    expect(shown).not.toBe("");
    expect(shown).not.toContain(SECRET);
    // A command that shows a trace does not change it.
    expect(readFileSync(join(folder, "t.har"), "utf8")).toBe(before);
  });

  test("changes nothing if it is already masked", async () => {
    const { folder } = await aProject("redact:\n  rules: [{ pointer: /motto }]\n");
    await run(folder, "export", "t.har", "--format", "har", "-o", "masked.har");
    await run(folder, "export", "masked.har", "--format", "har", "-o", "again.har");
    expect(readFileSync(join(folder, "again.har"), "utf8")).toBe(readFileSync(join(folder, "masked.har"), "utf8"));
  });

  test("does not prevent anything if its variable is not set here", async () => {
    const { folder } = await aProject("redact:\n  secretEnv: [NOT_SET_HERE]\n");
    expect(await run(folder, "show", "t.har")).toMatchObject({ exitCode: 0 });
  });
});
