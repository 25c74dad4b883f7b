import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";

import { type BrowserContext, type Request, type TestDetails, type TestInfo, test as base } from "@playwright/test";

import { openReplayClient } from "../replay/client.ts";
import { makeTempFolder } from "../trace/files/temp-folder.ts";
import type { Trace } from "../trace/model/types.ts";
import { makeTrace } from "./browser-trace.ts";
import { makePage } from "./make-page.ts";
import { toMissError } from "./miss-error.ts";
import { readMode } from "./read-mode.ts";
import { settleFiles } from "./settle-files.ts";
import { tellHints } from "./tell-hints.ts";
import { readRecordedTrace } from "./test-client.ts";
import { toWalkthroughFiles, type WalkthroughFiles } from "./walkthrough-files.ts";
import { readServers, type WalkthroughOptions } from "./walkthrough-options.ts";

export { expect } from "@playwright/test";
export type { WalkthroughOptions } from "./walkthrough-options.ts";

const ANNOTATION = "walkthrough";

/** By name: an annotation is text. */
const known = new Map<string, WalkthroughOptions>();

/**
 * Makes a trace and a page from the requests that a browser page sends with `fetch` and XMLHttpRequest, and that a test
 * sends with `page.request`: `test("creates an order", walkthrough("orders/create"), async ({ page }) => …)`. They are
 * `walkthroughs/orders/create.har` and `.md` next to the test file. A page that is out of date fails the test;
 * `playwright test -u` writes it, and keeps its prose. With WIREWALK=replay, the responses come from the trace.
 */
export function walkthrough(name: string, options: WalkthroughOptions = {}): TestDetails {
  known.set(name, options);
  return { annotation: { type: ANNOTATION, description: name } };
}

/** The `test` of Playwright whose `context`, and so whose `page`, is recorded where a test has a walkthrough. */
export const test = base.extend({
  context: ({ context }, use, info) =>
    tellHints(async () => {
      const name = info.annotations.find(({ type }) => type === ANNOTATION)?.description;
      if (name === undefined) return use(context);
      const options = known.get(name) ?? {};
      const files = toWalkthroughFiles(name, info.file, options.folder);
      const run = readMode(process.env) === "replay" ? replayContext : recordContext;
      const finish = await run({ context, files, options });
      await use(context);
      // The requests of a failed test are no example.
      const trace = await finish(info.status === info.expectedStatus);
      if (trace === undefined) return;
      const page = await makePage(files.page, trace, { ...options, fallbackTitle: info.title });
      await settleFiles({ files, page, trace, update: toUpdate(info) });
    }),
});

interface ContextRun {
  readonly context: BrowserContext;
  readonly files: WalkthroughFiles;
  readonly options: WalkthroughOptions;
}

/** Called after the test; the trace to show, none of a test that failed. */
type Finish = (isGood: boolean) => Promise<Trace | undefined>;

/** Makes Playwright write its own HAR file, in a directory that only its owner can read and that is removed afterwards. */
async function recordContext({ context, files, options }: ContextRun): Promise<Finish> {
  const folder = makeTempFolder("wirewalk-");
  const file = join(folder, "browser.har");
  await context.tracing.startHar(file, { content: "embed", mode: "full" });
  return async (isGood) => {
    try {
      await context.tracing.stopHar();
      if (!isGood) return undefined;
      const har = await readFile(file, "utf8");
      return await makeTrace(har, { ...options, servers: readServers(options), file: files.trace });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

async function replayContext({ context, files, options }: ContextRun): Promise<Finish> {
  const trace = await readRecordedTrace(files.trace);
  const client = await openReplayClient(trace, readServers(options));
  await context.route("**/*", async (route) => {
    const request = route.request();
    if (!isCall(request)) return route.fallback();
    const response = await route.fetch({ url: client.urlFor(request.url()) });
    return route.fulfill({ response });
  });
  return async (isGood) => {
    await context.unrouteAll({ behavior: "wait" });
    await client[Symbol.asyncDispose]();
    if (isGood && client.misses.length > 0) throw toMissError(client.misses, files.trace);
    return isGood ? trace : undefined;
  };
}

/** Whether a script of the page sent a request, and not the browser itself. */
function isCall(request: Request): boolean {
  return ["fetch", "xhr", "eventsource"].includes(request.resourceType());
}

function toUpdate({ config }: TestInfo): "all" | "missing" | "none" {
  const { updateSnapshots } = config;
  if (updateSnapshots === "all" || updateSnapshots === "changed") return "all";
  return updateSnapshots === "none" ? "none" : "missing";
}
