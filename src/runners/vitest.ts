import { expect, type TestOptions, test as base } from "vitest";

import { serializeTrace } from "../trace/model/serialize.ts";
import { makePage } from "./make-page.ts";
import { readMode } from "./read-mode.ts";
import { describeStale } from "./settle-files.ts";
import { tellHints } from "./tell-hints.ts";
import { openTestClient, type TestClient } from "./test-client.ts";
import { toWalkthroughFiles } from "./walkthrough-files.ts";
import type { WalkthroughOptions } from "./walkthrough-options.ts";

export type { WalkthroughOptions } from "./walkthrough-options.ts";

declare module "vitest" {
  interface TaskMeta {
    /** Name of the walkthrough that the test makes. */
    wirewalk?: string;
  }
}

/** By name: what Vitest keeps of a test itself has to pass between processes, which functions cannot. */
const known = new Map<string, WalkthroughOptions>();

/**
 * Makes a trace and a page from a test: `test("creates an order", walkthrough("orders/create"), async ({ fetch }) => …)`.
 * They are `walkthroughs/orders/create.har` and `.md` next to the test file. A page that is out of date fails the test;
 * `vitest -u` writes it, and keeps its prose. With WIREWALK=replay, the responses come from the trace, and no server is
 * needed.
 */
export function walkthrough(name: string, options: WalkthroughOptions = {}): TestOptions {
  known.set(name, options);
  return { meta: { wirewalk: name } };
}

/** The `test` of Vitest with a `fetch` that is recorded. The global one is recorded too, except in concurrent tests. */
export const test = extendTest();

function extendTest() {
  return base
    .extend("wirewalk", { auto: true }, async ({ task }, { onCleanup }): Promise<TestClient | undefined> => {
      const { wirewalk: name } = task.meta;
      if (name === undefined) return undefined;
      const options = known.get(name) ?? {};
      const files = toWalkthroughFiles(name, task.file.filepath, options.folder);
      const client = await tellHints(async () =>
        openTestClient(options, { mode: readMode(process.env), trace: files.trace, env: process.env }),
      );
      const release = task.concurrent === true ? () => {} : replaceFetch(client.fetch);
      onCleanup(async () => {
        release();
        // The requests of a failed test are no example.
        if (task.result?.state === "fail") return client.discard();
        const trace = await tellHints(() => client.finish());
        const page = await tellHints(() => makePage(files.page, trace, { ...options, fallbackTitle: task.name }));
        const stale = `${await describeStale(files.page)}: vitest -u writes it`;
        await expect(page, stale).toMatchFileSnapshot(files.page);
        await expect(serializeTrace(trace)).toMatchFileSnapshot(files.trace);
      });
      return client;
    })
    .extend("fetch", ({ wirewalk }) => wirewalk?.fetch ?? globalThis.fetch)
    .extend("dispatcher", ({ wirewalk }) => wirewalk?.dispatcher);
}

/** Returns what puts the old one back. */
function replaceFetch(fetch: typeof globalThis.fetch): () => void {
  const before = globalThis.fetch;
  globalThis.fetch = fetch;
  return () => {
    globalThis.fetch = before;
  };
}
