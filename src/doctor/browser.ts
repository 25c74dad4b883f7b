import { existsSync } from "node:fs";
import { createRequire } from "node:module";

import { INSTALLED } from "../diagram/browser.ts";
import { hasCode } from "../trace/file-error.ts";
import type { Finding, Machine } from "./finding.ts";

/** Whether diagrams can be drawn as images; pages need none of it. */
export function checkBrowser({ env }: Machine): readonly Finding[] {
  const packages = ["puppeteer", "@mermaid-js/mermaid-cli"].map(checkPackage);
  return [findBrowser(env["CHROME_PATH"]), ...packages];
}

function findBrowser(chosen: string | undefined): Finding {
  const subject = "browser";
  if (chosen !== undefined && chosen !== "") {
    if (existsSync(chosen)) return { subject, state: "ok", text: `${chosen}, as CHROME_PATH says` };
    return { subject, state: "failure", text: `CHROME_PATH names ${chosen}, which is not there`, hint: "unset it." };
  }
  const found = INSTALLED.find(existsSync) ?? (isInstalled("@sparticuz/chromium") ? "@sparticuz/chromium" : undefined);
  if (found !== undefined) return { subject, state: "ok", text: found };
  const hint = "install Chromium, or run `npm i -D @sparticuz/chromium`.";
  return { subject, state: "warning", text: "none found; SVG and PNG cannot be drawn", hint };
}

function checkPackage(name: string): Finding {
  if (isInstalled(name)) return { subject: name, state: "ok", text: "installed" };
  const text = "not installed; SVG and PNG cannot be drawn";
  return { subject: name, state: "warning", text, hint: `run \`npm i -D ${name}\`.` };
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch (error) {
    // Found, and for `import` only.
    return !hasCode(error, "MODULE_NOT_FOUND");
  }
}
