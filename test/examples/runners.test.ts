import { existsSync } from "node:fs";

import chromium from "@sparticuz/chromium";
import { beforeAll, describe, expect, test } from "vitest";

import { copyExample, type Example } from "./run-example.ts";

const RUNNERS = {
  vitest: { folder: "vitest", app: "../fastify/app.ts", run: ["vitest", "run"], passed: /3 passed/ },
  playwright: { folder: "playwright", app: "shop.ts", run: ["playwright", "test"], passed: /3 passed/ },
} as const;

const FILES = ["walkthroughs/orders/create.md", "walkthroughs/orders/create.har"];

beforeAll(async () => {
  // An installed browser, or else that of the package: nothing is downloaded.
  const installed = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find(existsSync);
  process.env["CHROME_PATH"] ??= installed ?? (await chromium.executablePath());
});

describe.each(Object.values(RUNNERS))("wirewalk/$folder", ({ folder, app, run: [program, ...args], passed }) => {
  const run = (example: Example, ...more: readonly string[]) => example.run(program, ...args, ...more);

  test("passes while the API is unchanged, and leaves every byte", async () => {
    const example = await copyExample(folder);
    const before = FILES.map(example.read);
    expect(run(example)).toMatchObject({ exitCode: 0, output: expect.stringMatching(passed) });
    expect(FILES.map(example.read)).toEqual(before);
    expect(before.join("\n")).not.toContain("correct-horse");
  });

  test("fails with the changed lines, writes nothing, and writes them with -u next to the author's prose", async () => {
    const example = await copyExample(folder);
    example.edit("walkthroughs/orders/create.md", "\n## Request/Response", "\nOrders are free.\n\n## Request/Response");
    const before = FILES.map(example.read);
    example.edit(app, 'state: "accepted",', 'state: "accepted", price: 12,');
    const { exitCode, output } = run(example);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/walkthroughs\/orders\/create\.md"? is out of date/);
    expect(output.match(/^\s*\+ +"price": 12/gm)).toHaveLength(1);
    expect(FILES.map(example.read)).toEqual(before);

    expect(run(example, "-u")).toMatchObject({ exitCode: 0 });
    expect(example.read("walkthroughs/orders/create.md")).toContain('"price": 12');
    expect(example.read("walkthroughs/orders/create.md")).toContain("\nOrders are free.\n");
    if (folder === "vitest") expect(run(example)).toMatchObject({ exitCode: 0 });
  });

  test("replays without the server, and names requests that are not in the trace", async () => {
    const example = await copyExample(folder, { WIREWALK: "replay" });
    expect(run(example)).toMatchObject({ exitCode: 0, output: expect.stringMatching(passed) });
  });
});

test("on CI, Vitest names a page that was never written", async () => {
  const example = await copyExample("vitest", { CI: "1" });
  example.remove("walkthroughs/orders/create.md");
  const { exitCode, output } = example.run("vitest", "run");
  expect(exitCode).toBe(1);
  expect(output).toMatch(/walkthroughs\/orders\/create\.md does not exist/);
});

describe("the mode of a run", () => {
  test("replay names requests that are not in the trace", async () => {
    const example = await copyExample("vitest", { WIREWALK: "replay" });
    example.edit("orders.test.ts", "/login", "/signin");
    const { exitCode, output } = example.run("vitest", "run");
    expect(exitCode).toBe(1);
    expect(output).toContain("No recorded response for POST /signin");
    expect(output).toContain("Hint: Record the test again, without WIREWALK=replay.");
  });

  test("an unknown mode is refused with a list of the known ones", async () => {
    const example = await copyExample("vitest", { WIREWALK: "relay" });
    const { exitCode, output } = example.run("vitest", "run");
    expect(exitCode).toBe(1);
    expect(output).toContain('Invalid value "relay" of WIREWALK.');
    expect(output).toContain("Hint: Set it to replay");
  });
});
