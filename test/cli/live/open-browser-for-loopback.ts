import { type Browser, launch } from "puppeteer";

import { openBrowser } from "../../../src/diagram/mermaid/browser.ts";

/** The browser that draws images cannot reach any server; this one can reach those of this machine. */
export async function openBrowserForLoopback(): Promise<Browser> {
  const first = await openBrowser();
  const executablePath = first.process()?.spawnfile;
  await first.close();
  if (executablePath === undefined) throw new Error("The browser has no process.");
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return launch({
    executablePath,
    args: ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", ...sandbox],
  });
}
