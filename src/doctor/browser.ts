import { existsSync } from "node:fs";
import { createRequire } from "node:module";

import { INSTALLED } from "../diagram/mermaid/browser.ts";
import { openMermaidPage } from "../diagram/mermaid/mermaid-page.ts";
import { hasCode, reasonOf } from "../errors.ts";
import { textBefore } from "../sequence/text-before.ts";
import type { Finding, Machine } from "./finding.ts";

/** Whether diagrams can be drawn as images; pages need none of it. */
export async function checkBrowser({ env }: Machine): Promise<readonly Finding[]> {
  const chosen = env["CHROME_PATH"];
  const parts = [findBrowser(chosen), ...["puppeteer", "@mermaid-js/mermaid-cli"].map(checkPackage)];
  const isComplete = parts.every(({ state }) => state === "ok");
  return isComplete ? [...parts, await checkDrawing(chosen)] : parts;
}

/** Starts the browser and checks its fonts: missing characters are drawn as boxes. */
async function checkDrawing(chosen: string | undefined): Promise<Finding> {
  const subject = "fonts";
  const hint = "Install a font for them, such as Debian's fonts-noto-cjk.";
  try {
    const page = await openMermaidPage(chosen === "" ? undefined : chosen);
    try {
      const missing = await page.findMissing(SAMPLES.map(([, sample]) => sample).join(""));
      const lacking = SAMPLES.filter(([, sample]) => missing.includes(sample)).map(([name]) => name);
      if (lacking.length === 0) return { subject, state: "ok", text: "Chinese, Japanese, and Korean can be drawn" };
      return { subject, state: "warning", text: `none for ${lacking.join(", ")}; images show boxes`, hint };
    } finally {
      await page[Symbol.asyncDispose]();
    }
  } catch (error) {
    const reason = textBefore(reasonOf(error), "\n");
    return { subject: "drawing", state: "warning", text: `does not work: ${reason}` };
  }
}

/** One character of each script. */
const SAMPLES = [
  ["Chinese", "\u4E2D"],
  ["Japanese", "\u3042"],
  ["Korean", "\uAC00"],
] as const;

function findBrowser(chosen: string | undefined): Finding {
  const subject = "browser";
  if (chosen !== undefined && chosen !== "") {
    if (existsSync(chosen)) return { subject, state: "ok", text: `${chosen}, from CHROME_PATH` };
    return { subject, state: "failure", text: `CHROME_PATH names ${chosen}, which does not exist`, hint: "Unset it." };
  }
  const found = INSTALLED.find(existsSync) ?? (isInstalled("@sparticuz/chromium") ? "@sparticuz/chromium" : undefined);
  if (found !== undefined) return { subject, state: "ok", text: found };
  const hint = "Install Chromium, or run `npm i -D @sparticuz/chromium`.";
  return {
    subject,
    state: "warning",
    text: "none found; PNG cannot be drawn, and SVG only by the builtin engine",
    hint,
  };
}

function checkPackage(name: string): Finding {
  if (isInstalled(name)) return { subject: name, state: "ok", text: "installed" };
  const text = "not installed; PNG cannot be drawn, and SVG only by the builtin engine";
  return { subject: name, state: "warning", text, hint: `Run \`npm i -D ${name}\`.` };
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
