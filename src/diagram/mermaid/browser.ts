import { existsSync } from "node:fs";

import type { Browser, LaunchOptions, PuppeteerNode } from "puppeteer";

import { UserError } from "../../errors.ts";
import { importForImages, importOptional, MissingForImages } from "../optional-package.ts";

/**
 * Starts a headless browser that can reach no network. Release it with `Symbol.asyncDispose`. Looks for it at `path`, else on this machine,
 * then in `@sparticuz/chromium`, then where puppeteer keeps its own.
 *
 * @param path the user's choice; nothing else is tried then
 * @throws UserError if no browser starts, or puppeteer is not installed
 */
export async function openBrowser(path?: string): Promise<Browser> {
  const { default: puppeteer } = await importForImages(() => import("puppeteer"));
  if (path !== undefined) return await launchChosen(puppeteer, path);

  const installed = INSTALLED.filter(existsSync).map((executablePath) => (): Place => ({ executablePath }));
  const failures: unknown[] = [];
  for (const find of [...installed, findPackaged, findPuppeteers]) {
    try {
      const place = await find();
      if (place !== undefined) return await launch(puppeteer, place);
    } catch (error) {
      failures.push(error);
    }
  }
  throw new MissingForImages("No browser could be started to draw images.", {
    hint: "Install Chromium or Chrome, or run `npm i -D @sparticuz/chromium`, or set CHROME_PATH to a browser.",
    cause: new AggregateError(failures),
  });
}

/** Where systems keep browsers. */
export const INSTALLED: readonly string[] = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/microsoft-edge",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * In the form of puppeteer's option; without a path, puppeteer looks for its own download, and fails if there is none.
 */
type Place = Pick<LaunchOptions, "executablePath">;

/** Unpacks the browser out of the npm package, once per machine, into the temporary folder. */
async function findPackaged(): Promise<Place | undefined> {
  const packaged = await importOptional(() => import("@sparticuz/chromium"));
  return packaged && { executablePath: await packaged.default.executablePath() };
}

function findPuppeteers(): Place {
  return {};
}

async function launchChosen(puppeteer: PuppeteerNode, path: string): Promise<Browser> {
  try {
    return await launch(puppeteer, { executablePath: path });
  } catch (cause) {
    throw new UserError(`The browser "${path}" could not be started.`, {
      hint: "Set CHROME_PATH to Chromium, Chrome or Edge, or unset it to let wirewalk look for one.",
      cause,
    });
  }
}

async function launch(puppeteer: PuppeteerNode, place: Place): Promise<Browser> {
  return await puppeteer.launch({
    ...place,
    args: [
      // Diagrams hold recorded text; whatever is in it, nothing is fetched.
      "--host-resolver-rules=MAP * ~NOTFOUND",
      // Widths of text, and with them the bytes of an SVG, do not depend on the machine's screen settings.
      "--font-render-hinting=none",
      // Chromium refuses to run as root with its sandbox.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  });
}
