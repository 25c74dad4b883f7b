import type { Browser, Page } from "puppeteer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { openBrowser } from "../../../src/diagram/mermaid/browser.ts";
import type { Trace } from "../../../src/trace/model/types.ts";
import { aTrace } from "../../replay/a-trace.ts";
import { loginFlow, traceOf } from "../export-text.ts";
import { openReport, textsOf, visibleSteps } from "./open-report.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe("the diagram", () => {
  const long = traceOf(...Array.from({ length: 80 }, (_, index) => ({ url: `http://cloud.example/${index}` })));

  test("the participants stay in sight while it is scrolled, at any zoom", async () => {
    const { page } = await openReport(browser, long);
    await page.locator('[aria-label="Zoom in"]').click();
    const offset = async (): Promise<number> =>
      page.$eval(".drawing", (pane) => {
        pane.scrollTop = 1500;
        const names = pane.querySelector(".names");
        return (names?.getBoundingClientRect().top ?? -1) - pane.getBoundingClientRect().top;
      });
    expect(await offset()).toBe(0);
    expect(await page.$eval(".drawing", (pane) => pane.scrollTop)).toBe(1500);
  });

  test("the names of the participants do not cover a message that is scrolled to", async () => {
    const { page } = await openReport(browser, long);
    await page.$eval(".drawing", (pane) => {
      pane.scrollTop = 1500;
    });
    await page.keyboard.press("j");
    const marked = await page.$eval(".arrow.current", (arrow) => arrow.getBoundingClientRect().top);
    expect(marked).toBeGreaterThanOrEqual(await page.$eval(".names", (names) => names.getBoundingClientRect().bottom));
  });

  test("its height is correct before all of it was visible", async () => {
    const { page } = await openReport(browser, long);
    expect(await page.$eval(".drawing", (pane) => pane.scrollHeight)).toBeGreaterThan(160 * 34);
  });

  test("related arrows have a frame with a title", async () => {
    const polls = ["building", "building", "building", "active"].map((status) => ({
      url: "/v2/servers/1",
      text: JSON.stringify({ status }),
    }));
    const { page } = await openReport(browser, aTrace(...polls));
    expect(await textsOf(page, ".frame-name > title")).toEqual(["loop until status = active (4 times, 31 ms)"]);
    const boxOf = async (selector: string): Promise<readonly [top: number, bottom: number]> =>
      page.$$eval(selector, (all) => {
        const boxes = all.map((one) => one.getBoundingClientRect());
        return [Math.min(...boxes.map(({ top }) => top)), Math.max(...boxes.map(({ bottom }) => bottom))] as const;
      });
    const frame = await boxOf(".frame");
    const arrows = await boxOf(".arrow > line");
    expect(frame[0]).toBeLessThan(arrows[0]);
    expect(frame[1]).toBeGreaterThan(arrows[1]);
  });

  test("the messages of the current step are marked, however the reader came to it", async () => {
    const { page } = await openReport(browser, loginFlow());
    await page.keyboard.press("j");
    const marked = async (): Promise<readonly (string | null)[]> =>
      page.$$eval(".arrow.current", (arrows) => arrows.map((arrow) => arrow.textContent));
    expect(await marked()).toEqual(["1 POST /v3/auth/tokens", "2 Response: 201 OK"]);
    await page.locator('.arrow[data-number="6"]').click();
    expect(await marked()).toEqual(["5 GET /v2/images/{image_id}?member={member}", "6 Response: 404 OK"]);
  });

  test("is one stop for the Tab key; the arrow keys walk through it", async () => {
    const { page } = await openReport(browser, loginFlow());
    expect(await page.$$eval('.arrow[tabindex="0"]', (arrows) => arrows.length)).toBe(1);
    await page.evaluate(`document.querySelector('.arrow[tabindex="0"]').focus()`);
    for (const key of ["ArrowDown", "ArrowDown", "End", "ArrowUp", "Enter"] as const) await page.keyboard.press(key);
    expect(await textsOf(page, ".detail h3")).toEqual(["(5) Request", "(6) Response"]);
  });
});

describe("search", () => {
  const body = JSON.stringify({
    list: Array.from({ length: 700 }, (_, index) => `item${index}`),
    a: { b: { c: { d: { e: "Deep-Needle" } } } },
    again: "deep-needle",
  });
  const trace = aTrace(
    { url: "/plain", headers: [["X-One", "needless"]], text: "hay" },
    { url: "/json", headers: [["Content-Type", "application/json"]], text: body },
    { url: "/head", headers: [["X-Two", "the needle's eye"]], text: "hay" },
  );

  test("Enter moves from match to match, through folded parts, beyond the first members, and into the other tab", async () => {
    const { page } = await openReport(browser, trace);
    await page.type("#search", "needle");
    expect(await visibleSteps(page)).toEqual(["GET /plain", "GET /json", "GET /head"]);
    const places = [];
    for (let index = 0; index < 5; index += 1) {
      await page.keyboard.press("Enter");
      places.push(await placeFound(page));
    }
    expect(places).toEqual([
      "X-One: [needle]ss",
      '"Deep-[Needle]"',
      '"deep-[needle]"',
      "X-Two: the [needle]'s eye",
      "X-One: [needle]ss",
    ]);
    await page.keyboard.down("Shift");
    await page.keyboard.press("Enter");
    await page.keyboard.up("Shift");
    expect(await placeFound(page)).toBe("X-Two: the [needle]'s eye");
  });

  test("the 650th member of a list is shown", async () => {
    const { page } = await openReport(browser, trace);
    await page.type("#search", "item649");
    await page.keyboard.press("Enter");
    expect(await placeFound(page)).toBe('"[item649]"');
  });

  test("a name and its value are found in the notation of headers", async () => {
    const { page } = await openReport(browser, trace);
    await page.type("#search", "x-two: THE");
    expect(await visibleSteps(page)).toEqual(["GET /head"]);
  });
});

describe("a step shows everything in the trace", () => {
  test("interim responses, trailers, pieces of a stream, bytes, errors, and related steps", async () => {
    const { page } = await openReport(browser, richTrace());
    await page.$$eval(".step h2 > button", (buttons) => buttons.forEach((button) => button.click()));
    expect(await textsOf(page, '[aria-label^="Response"] [id$="-Header-panel"] > *')).toEqual([
      "103 Early Hints\nLink: </a.css>\n\nX-A: 1\n\nafter the body:\nX-Sum: 5",
      "none",
      "none",
    ]);
    expect(await textsOf(page, '[aria-label^="Response"] [id$="-Body-panel"] > *')).toEqual([
      "6 bytes, came in 2 pieces, 40 ms from the first to the lastab\ncd\n",
      "image/png, 4 bytes, the first bytes89 50 4e 47",
      "none",
    ]);
    expect(await textsOf(page, ".detail > .bad")).toEqual(["ECONNRESET read ECONNRESET"]);
    const notes = await textsOf(page, ".detail > .soft:not(.phases, .fact)");
    expect(notes.map((text) => text.split(" · ").slice(3))).toEqual([
      [],
      ["redirected by the response to (1)"],
      ["switched to websocket: 5 bytes sent, 9 received; not kept"],
    ]);
  });

  test("the command, its exit code, and its output", async () => {
    const { log } = loginFlow();
    const command = {
      argv: ["app", "a b"],
      env: { PASS: "REDACTED-password-1" },
      exitCode: 3,
      stdout: "",
      stderr: "No!",
    };
    const origin = { format: 1, redacted: { password: 1, token: 2 }, command } as const;
    const { page } = await openReport(browser, { log: { ...log, _wirewalk: origin } });
    expect(await textsOf(page, ".command > *")).toEqual([
      "$ app 'a b'",
      "exit code 3",
      "VariablesPASS=REDACTED-password-1",
      "ErrorsNo!",
    ]);
    expect(await textsOf(page, ".facts")).toEqual([
      "recorded 2026-11-23 00:00:00 UTC by test 0 · masked: 1 password, 2 tokens",
    ]);
  });

  test("the time of each of its phases", async () => {
    const { log } = aTrace({ url: "/a" }, { url: "/b" });
    const timings = { blocked: 10, dns: -1, connect: -1, ssl: -1, send: 1, wait: 29, receive: 60 };
    const [first, second] = log.entries;
    if (first === undefined || second === undefined) throw new Error("two entries");
    const { page } = await openReport(browser, {
      log: { ...log, entries: [{ ...first, time: 100, timings }, second] },
    });
    expect(await page.$eval(".waterfall", (bar) => bar.getAttribute("title"))).toBe(
      "from 0 ms, blocked 10 ms, send 1 ms, wait 29 ms, receive 60 ms",
    );
    expect(
      await page.$$eval(".waterfall > i", (bars) =>
        bars.map(({ className, style }) => [className, style.left, style.width]),
      ),
    ).toEqual([
      ["blocked", "0%", "10%"],
      ["send", "10%", "1%"],
      ["wait", "11%", "29%"],
      ["receive", "40%", "60%"],
      ["wait", "10%", "1%"],
    ]);
    expect(await textsOf(page, ".scale > *")).toEqual(["0 ms", "25 ms", "50 ms", "75 ms", "100 ms"]);
  });
});

test("failures come first, lead to their steps, and are what the filter leaves", async () => {
  const headers = [["X-OpenStack-Request-ID", "req-77"]] as const;
  const trace = aTrace(
    { url: "/a" },
    { url: "/b", status: 403, reason: "Forbidden", headers },
    { url: "/c", status: 500 },
  );
  const { page } = await openReport(browser, trace);
  expect(await textsOf(page, ".failure")).toEqual(["First failure: (4) GET /b 403, 0.0 s after start"]);
  expect(await page.$$eval(".arrow.error", (arrows) => arrows.map(({ dataset }) => dataset["number"]))).toEqual([
    "4",
    "6",
  ]);
  await page.locator(".failure a").click();
  expect(await textsOf(page, ".detail h3")).toEqual(["(3) Request", "(4) Response"]);
  expect(await textsOf(page, ".fact")).toContain("X-OpenStack-Request-ID: req-77");
  await page.select("#status", "failed");
  expect(await visibleSteps(page)).toEqual(["GET /b", "GET /c"]);
});

/** The text to which the reader is taken, in brackets within its line. */
async function placeFound(page: Page): Promise<unknown> {
  return page.evaluate(`(() => {
    const [range] = CSS.highlights.get("here");
    const { data } = range.startContainer;
    if (!range.startContainer.parentElement.checkVisibility()) return "not in sight";
    const start = data.lastIndexOf("\\n", range.startOffset) + 1;
    const end = data.indexOf("\\n", range.endOffset);
    const line = data.slice(range.endOffset, end < 0 ? undefined : end);
    return data.slice(start, range.startOffset) + "[" + range + "]" + line;
  })()`);
}

function richTrace(): Trace {
  const { log } = aTrace(
    { url: "/a", headers: [["X-A", "1"]], text: "ab\ncd\n" },
    { url: "/b", base64: "iVBORw==" },
    { url: "/c", status: 0, error: { code: "ECONNRESET", message: "read ECONNRESET", phase: "wait" } },
  );
  const [first, second, third] = log.entries;
  if (first === undefined || second === undefined || third === undefined) throw new Error("three entries");
  const stream = {
    _informational: [{ status: 103, statusText: "Early Hints", headers: [{ name: "Link", value: "</a.css>" }] }],
    _trailers: [{ name: "X-Sum", value: "5" }],
    _chunks: [
      { time: 1, size: 3 },
      { time: 41, size: 3 },
    ],
  };
  const upgrade = { protocol: "websocket", sent: { bytes: 5 }, received: { bytes: 9 } };
  const entries = [
    { ...first, _id: "first", response: { ...first.response, ...stream } },
    {
      ...second,
      _redirectOf: "first",
      response: {
        ...second.response,
        bodySize: 4,
        content: { ...second.response.content, size: 4, mimeType: "image/png" },
      },
    },
    { ...third, _upgrade: upgrade },
  ];
  return { log: { ...log, entries } };
}
