import { existsSync } from "node:fs";

import puppeteer, { type Browser, type Page } from "puppeteer";

import { inPageScript } from "./read-page.ts";
import { serveFolder } from "./static-server.ts";

export interface OpenSite extends AsyncDisposable {
  /** Opens a page of the site and waits until its diagrams are drawn. */
  readonly open: (path: string) => Promise<Page>;
  /** Every URL outside the site that any page requested. */
  readonly outsideRequests: readonly string[];
}

/** Serves a built site on loopback and opens its pages in a real browser. */
export async function openSite(folder: string): Promise<OpenSite> {
  const server = await serveFolder(folder);
  const browser = await startBrowser();
  const outsideRequests: string[] = [];
  return {
    outsideRequests,
    open: async (path) => {
      const page = await browser.newPage();
      await page.setViewport({ width: 1400, height: 1000 });
      page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(server.origin) && !url.startsWith("data:")) outsideRequests.push(url);
      });
      await page.evaluateOnNewDocument(inPageScript);
      await page.goto(`${server.origin}/${path}`, { waitUntil: "load" });
      await page.waitForFunction('document.querySelector("pre.mermaid") === null');
      return page;
    },
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

async function startBrowser(): Promise<Browser> {
  const installed = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find(existsSync);
  return puppeteer.launch({
    ...(installed !== undefined && { executablePath: installed }),
    // Chromium refuses to run as root with its sandbox.
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
}
