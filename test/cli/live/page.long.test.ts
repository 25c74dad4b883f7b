import { join } from "node:path";

import type { Browser, Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { writeTrace } from "../../../src/trace/files/file.ts";
import { journalFileOf } from "../../../src/trace/journal/journal-file.ts";
import { readJournal } from "../../../src/trace/journal/read-journal.ts";
import { textsOf, visibleSteps } from "../../export/formats/open-report.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { hostileTexts } from "../../page/hostile-strings.ts";
import { type Following, finished, followLive, openJournal } from "./follow-recording.ts";
import { openBrowserForLoopback } from "./open-browser-for-loopback.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowserForLoopback();
});
afterAll(() => browser.close());

describe("the report of a recording in progress", () => {
  test("grows as exchanges finish, and becomes the report of the trace", async () => {
    const { journal, file, page, outcome } = await startFollowing();
    journal.append(finished(1, { url: "http://glance.example/v2/images", method: "POST" }));
    await hasSteps(page, 1);
    journal.append(finished(3, { url: "http://nova.example/servers", status: 503, reason: "Unavailable" }));
    await hasSteps(page, 2);
    // It began before the exchange that is already shown.
    journal.append(finished(2, { url: "http://glance.example/v2/tasks" }));
    await hasSteps(page, 3);
    expect(await textsOf(page, ".what")).toEqual(["POST /v2/images", "GET /servers", "GET /v2/tasks"]);
    expect(await textsOf(page, ".names text")).toHaveLength(3);
    // Drawn as a failure, with a cross.
    expect(await textsOf(page, ".arrow.error .label")).toEqual(["503 Unavailable"]);

    await page.locator('.arrow[data-number="4"]').click();
    expect(await textsOf(page, ".detail h3")).toEqual(["(3) Request", "(4) Response"]);
    expect(await page.$$eval(".arrow.current", (all) => all.length)).toBe(2);

    await writeTrace(file, readJournal(journal.file));
    journal.remove();
    await page.waitForSelector("#theme");
    expect(page.url()).toMatch(/\/report$/);
    expect(await textsOf(page, ".what")).toEqual(["POST /v2/images", "GET /v2/tasks", "GET /servers"]);
    const { exitCode, stderr } = await outcome;
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringMatching(/Wrote the report to .*html\.\n$/),
    });
  });

  test("is paused, and filtered, also for later exchanges", async () => {
    const { journal, page } = await startFollowing();
    await page.type("#search", "tasks");
    journal.append(finished(1, { url: "http://glance.example/v2/images" }));
    journal.append(finished(2, { url: "http://glance.example/v2/tasks" }));
    await hasSteps(page, 2);
    expect(await visibleSteps(page)).toEqual(["GET /v2/tasks"]);
    expect(await page.$$eval(".arrow.off", (all) => all.length)).toBe(2);
    await page.select("#status", "5xx");
    expect(await visibleSteps(page)).toEqual([]);

    await page.locator("#pause").click();
    journal.append(finished(3, { url: "http://glance.example/v2/tasks", status: 500 }));
    await page.waitForFunction('document.querySelector("#count").textContent.endsWith(", 1 more to show")');
    expect(await textsOf(page, ".what")).toHaveLength(2);
    await page.locator("#pause").click();
    await hasSteps(page, 3);
    expect(await textsOf(page, "#count")).toEqual(["1 of 3"]);
  });

  test("does not show a possible secret in URLs, headers, or bodies", async () => {
    const { journal, page } = await startFollowing();
    const secret = "s3cretive-9f1c";
    const body = JSON.stringify({ [secret]: secret, name: "cirros", number: 123_456_789 });
    journal.append(
      finished(1, {
        url: `http://glance.example/reset/${secret}?key=${secret}`,
        requestHeaders: ["X-Thing", secret],
        responseBody: {
          mimeType: "application/json",
          text: body,
          base64: false,
          wireSize: body.length,
          decodedSize: body.length,
          sha256: undefined,
        },
      }),
    );
    await hasSteps(page, 1);
    await page.locator(".step button").click();
    expect(await page.content()).not.toContain(secret);
    expect(await page.content()).not.toContain("123456789");
    expect(await textsOf(page, ".what")).toEqual(["GET /reset/…?key=…"]);
    expect((await textsOf(page, '[role="tabpanel"]')).join(" ")).toContain("cirros");
  });

  test("2,000 exchanges: each adds a few elements, and nothing is drawn twice", async () => {
    const { journal, page } = await startFollowing();
    journal.append(finished(1, { url: "http://host.example/first" }));
    await hasSteps(page, 1);
    await page.evaluate(`{
      globalThis.most = globalThis.added = globalThis.removed = 0;
      for (const one of document.querySelectorAll(".arrow, .step")) one.isFirst = true;
      const sizeOf = (nodes) => [...nodes].reduce((sum, node) => sum + 1 + (node.querySelectorAll?.("*").length ?? 0), 0);
      // An observer is told of all that one frame changed.
      new MutationObserver((records) => {
        const size = records.reduce((sum, { addedNodes }) => sum + sizeOf(addedNodes), 0);
        most = Math.max(most, size);
        added += size;
        removed += records.reduce((sum, { removedNodes, target }) => sum + (target.id === "count" ? 0 : removedNodes.length), 0);
      }).observe(document.querySelector(".panes"), { childList: true, subtree: true });
    }`);
    for (let seq = 2; seq <= 2000; seq += 1) {
      journal.append(finished(seq, { url: `http://host-${seq % 5}.example/things/${seq}` }));
    }
    await hasSteps(page, 2000);
    const seen = (await page.evaluate(`({
      most, removed, a: added / 1999,
      first: [...document.querySelectorAll(".arrow, .step")].filter(({ isFirst }) => isFirst).length,
      laidOut: [...document.querySelectorAll(".step > h2, .chunk > svg")]
        .filter((one) => one.checkVisibility({ contentVisibilityAuto: true })).length,
    })`)) as Record<"most" | "removed" | "a" | "first" | "laidOut", number>;
    expect(seen).toMatchObject({ removed: 0, first: 3 });
    expect(seen.a).toBeLessThan(60);
    expect(seen.most).toBeLessThan(60 * 50);
    expect(seen.laidOut).toBeLessThan(150);
  });

  test("recorded text stays text, and the page sends requests only to its server", async () => {
    const { journal, page, origins, errors } = await startFollowing();
    const texts = [
      "</script><script>document.title='ran'</script>",
      "<img src=x onerror=\"document.title='ran'\">",
      ...hostileTexts,
    ];
    for (const [index, text] of texts.entries()) {
      const headers = ["X-Text", text.toWellFormed().replaceAll(/[\r\n]/g, " ")];
      const url = `http://cloud.example/${encodeURIComponent(text.toWellFormed())}`;
      journal.append(
        finished(index + 1, { url, method: "POST", requestHeaders: headers, reason: text.toWellFormed() }),
      );
    }
    await hasSteps(page, texts.length);
    await page.$$eval(".step h2 > button", (buttons) => buttons.forEach((button) => button.click()));
    expect(await page.title()).toBe("live.har");
    expect(await page.$$eval(".panes :is(img, script, iframe, a)", (all) => all.length)).toBe(0);
    expect({ origins: [...origins], errors }).toEqual({ origins: [new URL(page.url()).origin], errors: [] });
  });

  test("shows on the page that the recording was interrupted, or that nobody follows it any more", async () => {
    const { journal, page, interrupt, outcome } = await startFollowing();
    journal.append(finished(1, { url: "http://glance.example/v2/images" }));
    await hasSteps(page, 1);
    interrupt();
    expect((await outcome).exitCode).toBe(0);
    await page.waitForSelector(".state.bad");
    expect(await textsOf(page, "#state")).toEqual(["Stopped. The recording may still be running."]);
    expect(await textsOf(page, ".what")).toHaveLength(1);
  });
});

interface Watched extends Following {
  readonly file: string;
  readonly journal: ReturnType<typeof openJournal>;
  readonly page: Page;
  /** The URLs that the page requested. */
  readonly origins: ReadonlySet<string>;
  readonly errors: readonly unknown[];
}

async function startFollowing(): Promise<Watched> {
  const file = join(await tempFolder(), "live.har");
  const journal = openJournal(journalFileOf(file));
  const following = await followLive(file);
  const page = await browser.newPage();
  await page.setViewport({ width: 1400, height: 900 });
  const origins = new Set<string>();
  const errors: unknown[] = [];
  page.on("request", (request) => origins.add(new URL(request.url()).origin));
  page.on("pageerror", (error) => errors.push(error));
  await page.goto(following.url);
  return { ...following, file, journal, page, origins, errors };
}

async function hasSteps(page: Page, count: number): Promise<void> {
  await page.waitForFunction(`document.querySelectorAll(".step").length === ${count}`);
}
