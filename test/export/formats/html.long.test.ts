import type { Browser } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { openBrowser } from "../../../src/diagram/mermaid/browser.ts";
import { hostileTexts } from "../../page/hostile-strings.ts";
import { loginFlow, traceOf } from "../export-text.ts";
import { openReport, textsOf, visibleSteps } from "./open-report.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe("the report in a browser", () => {
  test("shows the diagram and the steps, and an arrow opens its step", async () => {
    const { page } = await openReport(browser, loginFlow());
    expect(await textsOf(page, ".names text")).toEqual([
      "clientclient",
      "keys.examplekeys.example",
      "images.exampleimages.example",
    ]);
    expect(await textsOf(page, ".what")).toEqual([
      "POST /v3/auth/tokens",
      "POST /v2/images",
      "GET /v2/images/{image_id}?member={member}",
    ]);
    await page.locator('.arrow[data-number="4"]').click();
    expect(await textsOf(page, ".detail h3")).toEqual(["(3) Request", "(4) Response"]);
    expect(await textsOf(page, '[role="tabpanel"]:not([hidden]) .json.mono')).toEqual([
      '{1}name: "it\'s"',
      '{1}image: [1]{3}id: "5eedb9fa-da05-49a3-ba74-adfa77563b8f"member_id: 4711size: 12',
    ]);
    await page.locator('[role="tab"]').click();
    expect(await textsOf(page, '[role="tabpanel"]:not([hidden]) pre')).toEqual(["X-Auth-Token: REDACTED-token-1"]);
  });

  test("filters by text, participant, and status, and dims the arrows of hidden steps", async () => {
    const { page } = await openReport(browser, loginFlow());
    await page.type("#search", 'x-subject-TOKEN","redacted');
    expect(await visibleSteps(page)).toEqual([]);
    await page.focus("#search");
    await page.keyboard.press("Escape");
    await page.type("#search", "gone");
    expect(await visibleSteps(page)).toEqual(["GET /v2/images/{image_id}?member={member}"]);
    expect(await page.$$eval(".arrow.off", (arrows) => arrows.length)).toBe(4);
    await page.keyboard.press("Escape");
    await page.select("#participant", "keys_example");
    expect(await visibleSteps(page)).toEqual(["POST /v3/auth/tokens"]);
    await page.select("#status", "4xx");
    expect(await textsOf(page, ".nothing:not([hidden])")).toEqual(["No matching steps."]);
  });

  test("can be operated with the keyboard", async () => {
    const { page } = await openReport(browser, loginFlow());
    for (const key of ["j", "j", "Enter", "/"] as const) await page.keyboard.press(key);
    expect(await page.$eval("#search", (input) => input.matches(":focus"))).toBe(true);
    expect(await textsOf(page, ".detail h3")).toEqual(["(3) Request", "(4) Response"]);
  });

  test("the diagram is zoomed with buttons and wheel, and dragged", async () => {
    const { page } = await openReport(
      browser,
      traceOf(...Array.from({ length: 80 }, (_, index) => ({ url: `http://cloud.example/${index}` }))),
    );
    const widthOf = async (): Promise<number> =>
      page.$eval(".drawing svg", (svg) => Math.round(svg.getBoundingClientRect().width));
    const natural = await widthOf();
    await page.locator('[aria-label="Zoom in"]').click();
    expect(await widthOf()).toBe(Math.round(natural * 1.2));
    await page.locator('[aria-label="1:1, original size"]').click();
    await page.mouse.move(200, 400);
    await page.keyboard.down("Control");
    await page.mouse.wheel({ deltaY: 100 });
    await page.keyboard.up("Control");
    await expect.poll(widthOf).toBe(Math.round(natural / 1.1));
    await page.mouse.down();
    await page.mouse.move(200, 250, { steps: 5 });
    await page.mouse.up();
    expect(await page.$eval(".drawing", (drawing) => drawing.scrollTop)).toBeGreaterThan(100);
  });

  test("JSON folds", async () => {
    const { page } = await openReport(browser, loginFlow());
    await page.locator('.arrow[data-number="4"]').click();
    expect(await page.$$eval(".json details[open]", (all) => all.length)).toBe(4);
    await page.locator(".json details[open] > summary").click();
    expect(await page.$$eval(".json details[open]", (all) => all.length)).toBe(3);
  });

  test("a step is copied as a curl command that sends the same request", async () => {
    const { page } = await openReport(browser, loginFlow());
    // A headless browser has no clipboard to read from.
    await page.evaluate(`Object.defineProperty(navigator, "clipboard", {
      value: { writeText: async (text) => void (document.title = text) },
    })`);
    await page.locator('.arrow[data-number="3"]').click();
    await page.locator(".step .copy").click();
    await expect
      .poll(() => page.title())
      .toMatch(/^curl .*--request POST .*--url http:\/\/images\.example\/v2\/images .*--data-raw/);
  });

  test("is dark if the reader prefers it, and the button changes that", async () => {
    const { page } = await openReport(browser, loginFlow());
    const background = async (): Promise<unknown> => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const light = await background();
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.locator("#theme").click();
    expect(await background()).toBe(light);
  });

  test("on paper, every step is open, and controls are hidden", async () => {
    const { page } = await openReport(browser, loginFlow());
    await page.pdf();
    expect(await textsOf(page, ".detail h3")).toHaveLength(6);
    await page.emulateMediaType("print");
    expect(await page.$$eval(".filters, .zoom", (all) => all.filter((one) => one.checkVisibility()).length)).toBe(0);
  });

  test("2,000 exchanges: only visible ones are laid out", async () => {
    const { page } = await openReport(
      browser,
      traceOf(...Array.from({ length: 2000 }, (_, index) => ({ url: `http://cloud.example/${index}` }))),
    );
    expect(await page.$$eval(".step", (steps) => steps.length)).toBe(2000);
    const inSight = await page.$$eval(
      ".step > h2, .chunk > svg",
      (all) => all.filter((one) => one.checkVisibility({ contentVisibilityAuto: true })).length,
    );
    expect(inSight).toBeGreaterThan(10);
    expect(inSight).toBeLessThan(150);
  });
});

describe("recorded text", () => {
  const live = [
    "</script><script>document.title = 'ran'</script>",
    "<img src=http://evil.example/x onerror=\"document.title='ran'\">",
    "<!--<script>",
    "<svg onload=\"document.title='ran'\">",
    "javascript:document.title='ran'",
    "__proto__",
  ];
  const texts = [...live, ...hostileTexts.map((text) => text.toWellFormed())];

  test("is shown unchanged; none of it is executed, and no request is sent", async () => {
    const drafts = texts.map((text) => ({
      method: "POST",
      url: `http://cloud.example/?q=${encodeURIComponent(text)}`,
      headers: [["X-Text", text]] as const,
      body: JSON.stringify({ [text]: text }),
    }));
    const { page, requests, errors } = await openReport(browser, traceOf(...drafts));
    await page.$$eval(".step h2 > button", (buttons) => buttons.forEach((button) => button.click()));
    const values = await page.$$eval(".json .json > div", (members) =>
      members.map((member) => member.textContent ?? ""),
    );
    expect(values).toEqual(texts.map((text) => `${text}: ${JSON.stringify(text)}`));
    expect(await page.title()).toMatch(/^POST /);
    expect({ requests, errors }).toEqual({ requests: [], errors: [] });
  });

  test("would not run even if it became markup", async () => {
    const { page, failures } = await openReport(browser, loginFlow());
    const title = await page.title();
    await page.$eval(
      "main",
      (main, texts) => texts.forEach((text) => main.insertAdjacentHTML("beforeend", text)),
      live,
    );
    await page.addScriptTag({ content: "document.title = 'ran'" });
    expect(await page.title()).toBe(title);
    await expect.poll(() => failures).toEqual(["http://evil.example/x csp"]);
  });
});
