import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { listProperties, listTests, mayShare } from "./list-sharing.ts";

describe("a test file has its own process", () => {
  test.each([
    ["replaces modules", 'vi.mock("../src/errors.ts");'],
    ["replaces modules that are loaded later", 'vi.doMock("../src/errors.ts");'],
    ["loads modules again", "vi.resetModules();"],
    ["replaces a global", "globalThis.fetch = never;"],
    ["replaces a global by name", "globalThis[name] = never;"],
    ["replaces globals", "Object.assign(globalThis, { fetch: never });"],
    ["replaces a method", "Array.prototype.at = never;"],
    ["sends requests with a dispatcher that is global", 'import { setGlobalDispatcher } from "undici";'],
    ["replaces functions of Node", "syncBuiltinESMExports();"],
    ["measures its memory", "const { heapUsed } = process.memoryUsage();"],
  ])("that %s", (_, text) => {
    expect(mayShare(text)).toBe(false);
  });

  test("and all others share one", () => {
    const { sharing, alone } = listTests(join(import.meta.dirname, ".."));
    expect(alone).toContain("test/record/proxy/hostile.test.ts");
    expect(sharing).toContain("test/wire/websocket.test.ts");
    expect(sharing).toContain("test/cli/show.test.ts");
    for (const file of [...sharing, ...alone]) expect(file).not.toMatch(/\.(?:clients|long)\.test\.ts$|node_modules/);
  });
});

test("long tests try the properties that npm test tries a few times", () => {
  const properties = listProperties(join(import.meta.dirname, ".."));
  expect(properties).toContain("test/wire/http1.property.test.ts");
  expect(properties).not.toContain("test/wire/websocket.test.ts");
});

test.each([
  'import { readFile } from "node:fs/promises";\nexpect(parse(text).process).toBe("a process.");',
  'import { createServer } from "node:http";\nconst before = globalThis.fetch;\nif (globalThis.fetch === before) stop();',
  'const back = process.cwd();\nprocess.chdir(folder);\nvi.spyOn(Http1Parser.prototype, "push");',
])("a file that restores, or does not change, the process state: %j", (text) => {
  expect(mayShare(text)).toBe(true);
});
