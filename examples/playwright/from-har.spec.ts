import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "@playwright/test";

import { PAGE } from "./shop.ts";

const TRACE = join(import.meta.dirname, "walkthroughs/orders/create.har");

/** A trace of wirewalk is a HAR file, so Playwright can serve responses from it. Pages send real values instead of masked ones, so requests with a body need wirewalk. */
test("Playwright answers from a trace", async ({ page }) => {
  // As every HAR file has it.
  const { log } = JSON.parse(await readFile(TRACE, "utf8")) as { log: { entries: { request: { url: string } }[] } };
  const { origin } = new URL(log.entries[0]?.request.url ?? "");
  await page.route(`${origin}/`, (route) => route.fulfill({ contentType: "text/html", body: PAGE }));
  await page.routeFromHAR(TRACE, { url: "**/books" });
  await page.goto(origin);
  await expect(page.getByRole("listitem")).toHaveText(["Walden"]);
});
