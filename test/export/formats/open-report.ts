import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { Browser, Page } from "puppeteer";

import type { Trace } from "../../../src/trace/model/types.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { exportText } from "../export-text.ts";

export interface OpenReport {
  readonly page: Page;
  /** Every other URL that the page requested. */
  readonly requests: readonly string[];
  /** Requests that failed, with the reason. */
  readonly failures: readonly string[];
  readonly errors: readonly unknown[];
}

/** Writes a report and opens it from the disk. */
export async function openReport(browser: Browser, trace: Trace): Promise<OpenReport> {
  const file = join(await tempFolder(), "report.html");
  await writeFile(file, exportText(trace, "html"));
  const url = pathToFileURL(file).href;
  const page = await browser.newPage();
  await page.setViewport({ width: 1400, height: 900 });
  const requests: string[] = [];
  const failures: string[] = [];
  const errors: unknown[] = [];
  page.on("requestfailed", (request) => void failures.push(`${request.url()} ${request.failure()?.errorText}`));
  page.on("request", (request) => void (request.url() === url || requests.push(request.url())));
  page.on("pageerror", (error) => void errors.push(error));
  await page.goto(url, { waitUntil: "load" });
  return { page, requests, failures, errors };
}

export async function textsOf(page: Page, selector: string): Promise<string[]> {
  return page.$$eval(selector, (elements) => elements.map(({ textContent }) => textContent ?? ""));
}

export async function visibleSteps(page: Page): Promise<string[]> {
  return textsOf(page, ".step:not([hidden]) .what");
}
