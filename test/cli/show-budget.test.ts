import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { Walkthrough } from "../../src/analyze/types.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";

const TRACE = join(import.meta.dirname, "../../traces/openstack/image-add-project.har");

type Cut = Walkthrough & {
  readonly _cut?: {
    readonly budget: number;
    readonly characters: number;
    readonly bodiesCut: number;
    readonly textsCut: number;
    readonly items?: Readonly<Record<string, { readonly kept: number; readonly of: number }>>;
  };
};

async function show(trace: string, budget: string): Promise<{ readonly text: string; readonly json: Cut }> {
  const { exitCode, stdout, stderr } = await runCli(["show", trace, "--json", "--budget", budget]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  // What our command prints.
  return { text: stdout, json: JSON.parse(stdout) as Cut };
}

describe("show --json --budget", () => {
  test("is the whole document if it fits", async () => {
    const { stdout } = await runCli(["show", TRACE, "--json"]);
    expect((await show(TRACE, "10000000")).text).toBe(stdout);
  });

  test.each(["10000", "7000", "4000"])(
    "prints one JSON document of at most %s characters that reports what was truncated",
    async (budget) => {
      const { text, json } = await show(TRACE, budget);
      expect(text.length).toBeLessThanOrEqual(Number(budget));
      expect(json._cut).toMatchObject({ budget: Number(budget), characters: expect.any(Number) });
      const cut = json._cut;
      expect((cut?.bodiesCut ?? 0) + (cut?.textsCut ?? 0) + Object.keys(cut?.items ?? {}).length).toBeGreaterThan(0);
    },
  );

  test("truncates bodies before anything else, and uses the whole budget", async () => {
    const { stdout } = await runCli(["show", TRACE, "--json"]);
    const compact = JSON.stringify(JSON.parse(stdout)).length;
    const { text, json } = await show(TRACE, String(compact - 1000));
    expect(json._cut).toMatchObject({ textsCut: 0 });
    expect(json._cut?.items).toBeUndefined();
    expect(text.length).toBeGreaterThan(compact - 3000);
    expect(text).toMatch(/… \[\d+ more characters\]/);
  });

  test("omits the last steps, and reports how many there are", async () => {
    const { json } = await show(TRACE, "4000");
    const steps = json._cut?.items?.["steps"];
    expect(steps?.of).toBe(5);
    expect(json.steps).toHaveLength(steps?.kept ?? -1);
  });

  test("contains no secret of a foreign file, wherever it is truncated", async () => {
    const file = join(await tempFolder(), "foreign.har");
    const entry = {
      startedDateTime: "2026-11-29T12:00:00.000Z",
      time: 1,
      request: {
        method: "POST",
        url: "http://127.0.0.1/login",
        httpVersion: "HTTP/1.1",
        headers: [],
        postData: {
          mimeType: "application/json",
          text: JSON.stringify({ password: "kanarienvogel-".repeat(40), note: "😀".repeat(4000) }),
        },
      },
      response: {
        status: 200,
        statusText: "OK",
        httpVersion: "HTTP/1.1",
        headers: [],
        content: { size: 0, mimeType: "" },
      },
    };
    await writeFile(
      file,
      JSON.stringify({ log: { version: "1.2", creator: { name: "x", version: "1" }, entries: [entry] } }),
    );
    for (const budget of ["2500", "3000", "3001", "3002", "5000"]) {
      const { text } = await show(file, budget);
      expect(text).not.toContain("kanarien");
      expect(text.isWellFormed()).toBe(true);
    }
    expect(await readFile(file, "utf8")).toContain("kanarien");
  });

  test.each([
    ["10", "--budget 10 is too small for this trace."],
    ["0", "--budget 0 is too small"],
    ["many", '--budget must be a whole number, but got "many".'],
  ])("refuses %s", async (budget, message) => {
    const { exitCode, stderr } = await runCli(["show", TRACE, "--json", "--budget", budget]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });

  test("is refused without --json", async () => {
    const { exitCode, stderr } = await runCli(["show", TRACE, "--budget", "9000"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining("Add --json") });
  });
});
