import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { listSharing, mayShare } from "./list-sharing.ts";

describe("a test file has a process of its own", () => {
  test.each([
    ["starts programs", 'import { spawn } from "node:child_process";'],
    ["opens sockets", 'const { createServer } = await import("node:http");'],
    ["opens sockets with promises", 'import { Socket } from "node:net";'],
    ["opens a browser", "await using browser = await openBrowser();"],
    ["starts threads", 'import { Worker } from "node:worker_threads";'],
    ["sends requests with a dispatcher that is global", 'import { setGlobalDispatcher } from "undici";'],
    ["sets a variable", 'process.env["TZ"] = "UTC";'],
    ["changes the directory", "process.chdir(folder);"],
    ["listens for signals", 'process.once("SIGTERM", stop);'],
    ["imports the process", 'import { chdir } from "node:process";'],
    ["replaces modules", 'vi.mock("../src/errors.ts");'],
    ["replaces the clock", "vi.useFakeTimers();"],
    ["replaces a global", "globalThis.fetch = never;"],
    ["replaces a method", "Array.prototype.at = never;"],
  ])("that %s", (_, text) => {
    expect(mayShare(text)).toBe(false);
  });

  test("or imports a helper that does", () => {
    const sharing = listSharing(join(import.meta.dirname, ".."));
    // By test/helpers/test-server.ts, and by test/wire/node-encoder.ts.
    expect(sharing).not.toContain("test/otlp/send/deliver.test.ts");
    expect(sharing).not.toContain("test/wire/hpack.test.ts");
    expect(sharing).toContain("test/wire/websocket.test.ts");
  });
});

test("data in, data out leaves a process as it was", () => {
  expect(
    mayShare('import { readFile } from "node:fs/promises";\nexpect(parse(text).process).toBe("a process.");'),
  ).toBe(true);
});
