import { readFile } from "node:fs/promises";

import { describe, expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { drawSequence } from "../../src/diagram/svg/draw-sequence.ts";
import { toSequenceDiagram } from "../../src/diagram/to-sequence-diagram.ts";
import { importTrace } from "../../src/import/import.ts";
import { maskArguments } from "../../src/record/command/mask-arguments.ts";
import { redactTrace } from "../../src/redact/redact-trace.ts";
import { createRedactor } from "../../src/redact/redactor.ts";
import { scanText } from "../../src/redact/scan/scan-text.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { OUTPUTS } from "./outputs.ts";
import { recordMessages } from "./record-messages.ts";

/** Traces as earlier versions recorded them, with the secrets that were left in each; for the other traces, a gate refused an output. */
const CASES: Readonly<Record<string, RegExp | undefined>> = {
  jp: /hunter2Secret9/,
  tg: /AAIf6qRdOMhv8l9fomsB1YwPndugjspsDkA/,
  pemf: /MIIEvQIBADANBg|M4R4/,
  pm3: undefined,
  gp: undefined,
};

describe("secrets that earlier versions left in traces", () => {
  test.each(Object.entries(CASES))("%s: is masked in the trace, and all outputs are written", async (name, left) => {
    const file = new URL(`cases/${name}.har`, import.meta.url);
    const { chunks } = redactTrace(importTrace(await readFile(file, "utf8"), name), createRedactor());
    const text = Array.from(chunks).join("");
    expect(scanText(text)).toEqual([]);
    expect(left?.exec(text)?.[0]).toBeUndefined();
    for (const [output, make] of Object.entries(OUTPUTS)) {
      const written = await make(JSON.parse(text) as Trace);
      expect(left?.exec(written)?.[0], output).toBeUndefined();
    }
  });

  test("mini: every URL that a browser requested over HTTP/2 stays unchanged, and nothing is masked", async () => {
    const har = await readFile(new URL("cases/mini.har", import.meta.url), "utf8");
    const { trace, counts } = redactTrace(importTrace(har, "mini"), createRedactor());
    const urls = ({ log }: Trace): string[] => log.entries.map(({ request }) => request.url).toSorted();
    expect(urls(trace)).toEqual(urls(JSON.parse(har) as Trace));
    expect(counts).toEqual({});
    expect(analyze(trace).participants.map(({ id }) => id)).toHaveLength(2);
  });

  test("c1: no control character is in an image", async () => {
    const har = await readFile(new URL("cases/c1.har", import.meta.url), "utf8");
    const { trace } = redactTrace(importTrace(har, "c1"), createRedactor());
    const sequence = toSequenceDiagram(analyze(trace));
    const caption = { title: "a\0b\u0001c", description: "d\u000Be\uFFFE", language: "en" };
    const svg = drawSequence(sequence, { theme: "light", caption });
    expect(svg.match(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/gu) ?? []).toEqual([]);
    expect(svg).toContain("<title");
  });

  test("no server can prevent a recording from being written", async () => {
    const bytes = ["-----BEGIN PRIVATE", " KEY-----\n"].join("").repeat(100_000);
    const { trace } = await recordMessages([
      { responseBody: { type: "text/plain", bytes } },
      { responseBody: { type: "text/plain", bytes: "fine" } },
    ]);
    const [first, second] = trace.log.entries.map(({ response }) => response.content.text);
    // Lines that only begin like a key contain none.
    expect(first).toMatch(/REDACTED-key-1$/);
    expect(second).toBe("fine");
  });

  test("a key in lines is masked as an argument too", () => {
    const body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
    const key = ["-----BEGIN PRIVATE", ` KEY-----\n${body}\n-----END PRIVATE KEY-----\n`].join("");
    for (const argv of [
      ["tool", key],
      ["tool", "--text", key],
      ["tool", `--set=k=${key}`],
      ["sh", "-c", `echo '${key}'`],
    ]) {
      expect(maskArguments(argv, createRedactor()).join("\n")).not.toContain(body.slice(0, 16));
    }
  });
});
