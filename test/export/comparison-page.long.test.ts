import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { Browser, Page } from "puppeteer";
import { afterAll, beforeAll, expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { compare } from "../../src/compare/compare.ts";
import { openBrowser } from "../../src/diagram/mermaid/browser.ts";
import { toComparisonPage } from "../../src/export/comparison-page.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { type EntryParts, aTrace } from "../replay/a-trace.ts";
import { textsOf } from "./formats/open-report.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

interface OpenPage {
  readonly page: Page;
  readonly html: string;
  readonly requests: readonly string[];
  readonly errors: readonly unknown[];
}

async function openPage(before: Trace, after: Trace): Promise<OpenPage> {
  const sides = { before: analyze(before), after: analyze(after) };
  const html = toComparisonPage({ comparison: compare(before, after), names: ["good.har", "bad.har"], ...sides });
  const file = join(await tempFolder(), "diff.html");
  await writeFile(file, html);
  const url = pathToFileURL(file).href;
  const page = await browser.newPage();
  await page.setViewport({ width: 1400, height: 900 });
  const [requests, errors]: [string[], unknown[]] = [[], []];
  page.on("request", (request) => void (request.url() === url || requests.push(request.url())));
  page.on("pageerror", (error) => void errors.push(error));
  await page.goto(url, { waitUntil: "load" });
  return { page, html, requests, errors };
}

const json = [["Content-Type", "application/json"]] as const;
const roles = (...names: readonly string[]): EntryParts => ({
  url: "/v3/roles",
  headers: json,
  text: JSON.stringify({ roles: names }),
});
const create = (status: number, reason: string, body: unknown): EntryParts => ({
  url: "/v2/servers",
  method: "POST",
  status,
  reason,
  headers: json,
  text: JSON.stringify(body),
});
const GOOD = aTrace(roles("admin", "member"), create(202, "Accepted", { id: 1 }), { url: "/v2/servers/1" });
const BAD = aTrace(roles("member"), create(403, "Forbidden", { error: "no <b>role</b>" }));

test("two ladders are next to each other, call by call, and show where they diverge", async () => {
  const { page, requests, errors } = await openPage(GOOD, BAD);
  expect(await textsOf(page, "h1")).toEqual([
    "The recordings diverge at (3) POST /v2/servers: 202 Accepted → 403 Forbidden",
  ]);
  expect(await textsOf(page, ".counts")).toEqual([
    expect.stringContaining(
      "Earlier differences: (1) GET /v3/roles. Shown first because a missing call or another kind of status",
    ),
  ]);
  const placesOf = async (side: number): Promise<unknown> =>
    page.$$eval(`.ladder-chunk > div:nth-child(${side}) rect`, (all) =>
      all.map((one) => [
        one.parentElement?.getAttribute("class")?.replace(" current", ""),
        Math.round(one.getBoundingClientRect().top),
      ]),
    );
  const [left, right] = [await placesOf(1), await placesOf(2)] as readonly (readonly [string, number])[][];
  expect(left?.map(([name]) => name)).toEqual(["call changed", "call changed", "call removed"]);
  expect(right?.map(([name]) => name)).toEqual(["call changed", "call changed", "call lacking"]);
  expect(left?.map(([, top]) => top)).toEqual(right?.map(([, top]) => top));
  expect(await page.$$eval(".cross", (all) => all.length)).toBe(1);
  expect([requests, errors]).toEqual([[], []]);
});

test("a click opens both bodies, with differences marked; recorded markup stays text", async () => {
  const { page, html } = await openPage(GOOD, BAD);
  await page.evaluate(
    `document.querySelector('.call[data-place="1"][role]').dispatchEvent(new MouseEvent("click", { bubbles: true }))`,
  );
  expect(await textsOf(page, ".bodies h3")).toEqual(["(3) Request", "(4) Response", "(3) Request", "(4) Response"]);
  expect(await textsOf(page, ".side .other")).toEqual([
    "202 Accepted",
    '  "id": 1',
    "403 Forbidden",
    '  "error": "no <b>role</b>"',
  ]);
  expect(await page.$$eval(".bodies b", (all) => all.length)).toBe(0);
  expect(html).not.toContain("<b>role");
  expect(await textsOf(page, ".found th")).toContain("response status");
  await page.keyboard.press("Escape");
  expect(await page.$eval(".bodies", (pane) => pane.checkVisibility())).toBe(false);
});

test("keys move from difference to difference, and the other calls can be hidden", async () => {
  const same = Array.from({ length: 30 }, (_, at) => ({ url: `/same/x${at}` }));
  const { page } = await openPage(aTrace(...same, roles("admin"), ...same), aTrace(...same, roles("reader"), ...same));
  await page.keyboard.press("n");
  expect(await textsOf(page, ".bodies > p")).toEqual(["changed: GET /v3/roles"]);
  await page.locator("#only").click();
  expect(await page.$$eval(".call[role]", (all) => all.length)).toBe(2);
});

test("it opens at the difference in the headline, however far down, and the first key opens its bodies", async () => {
  const same = Array.from({ length: 300 }, (_, at) => ({ url: `/same/x${at}` }));
  const before = aTrace(roles("admin"), ...same, create(202, "Accepted", { id: 1 }), ...same);
  const after = aTrace(roles("reader"), ...same, create(403, "Forbidden", {}), ...same);
  const { page, errors } = await openPage(before, after);
  const seen = await page.$$eval(".call.current[role]", (all) =>
    all.map((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return top >= 0 && bottom <= 900;
    }),
  );
  expect(seen).toEqual([true, true]);
  expect(await textsOf(page, ".bodies > p")).toEqual([]);
  await page.keyboard.press("n");
  expect(await textsOf(page, ".bodies > p")).toEqual(["changed: POST /v2/servers"]);
  await page.keyboard.press("p");
  expect(await textsOf(page, ".bodies > p")).toEqual(["changed: GET /v3/roles"]);
  await page.locator("h1 button").click();
  expect(await textsOf(page, ".bodies > p")).toEqual(["changed: POST /v2/servers"]);
  expect(errors).toEqual([]);
});

test("2,000 calls on each side are all there, and the last opens as the first does", async () => {
  const calls = (word: string): Trace =>
    aTrace(
      ...Array.from({ length: 2000 }, (_, at) => ({
        url: `/n/x${at}`,
        headers: json,
        text: JSON.stringify({ at: at === 1999 ? word : at }),
      })),
    );
  const { page, errors } = await openPage(calls("one"), calls("other"));
  expect(await page.$$eval(".call[role]", (all) => all.length)).toBe(4000);
  // Elements outside the viewport are not drawn.
  const drawn = await page.$$eval(
    ".ladder-chunk > div:first-child",
    (all) => all.filter((one) => one.checkVisibility({ contentVisibilityAuto: true })).length,
  );
  expect(drawn).toBeLessThan(10);
  await page.keyboard.press("p");
  expect(await textsOf(page, ".side .other")).toEqual(['  "at": "one"', '  "at": "other"']);
  expect(errors).toEqual([]);
});
