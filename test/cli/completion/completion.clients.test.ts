import { rm } from "node:fs/promises";

import { afterAll, beforeAll, expect, test } from "vitest";

import { type CompletedProject, makeCompletedProject } from "./ask-shells.ts";
import { findFaults } from "./completions.ts";

let project: CompletedProject;

beforeAll(async () => {
  project = await makeCompletedProject();
});
afterAll(() => rm(project.folder, { recursive: true, force: true }));

test.each(["zsh", "fish"] as const)("%s offers the existing names", async (shell) => {
  expect(await findFaults(shell, project)).toEqual([]);
});
