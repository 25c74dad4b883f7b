import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Browser } from "puppeteer";
import { afterAll, beforeAll, expect, test } from "vitest";

import { openBrowser } from "../../src/diagram/mermaid/browser.ts";
import { readTrace } from "../../src/trace/files/file.ts";
import { openReport } from "../export/formats/open-report.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test.each([
  ["light", 1400],
  ["dark", 1400],
  ["light", 400],
] as const)("axe finds nothing to object to in the report, %s, %d pixels wide", async (scheme, width) => {
  const { page } = await openReport(browser, await readTrace("traces/openstack/image-add-project.har"));
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.$$eval(".step h2 > button", (buttons) => buttons.forEach((button) => button.click()));
  await page.evaluate(await readFile(join(import.meta.dirname, "exports/node_modules/axe-core/axe.min.js"), "utf8"));
  const found = await page.evaluate(`axe.run().then(({ passes, violations }) => ({
    passed: passes.length,
    violations: violations.map(({ id, nodes }) => id + ": " + nodes[0].html),
  }))`);
  expect(found).toEqual({ passed: expect.any(Number) as unknown, violations: [] });
});
