import { request } from "undici";
import { expect, test } from "vitest";

import { FORMATS } from "../../../src/redact/formats/formats.ts";
import { createRedactor } from "../../../src/redact/redactor.ts";
import { startRecording } from "../../helpers/record.ts";
import { startTestServer } from "../../helpers/test-server.ts";
import { samplesOf } from "./samples.ts";

const LIMIT = 300;

/** Characters from one cut to the next. */
const STEP = 5;

interface Case {
  readonly id: string;
  /** The part of the secret that remains, from its prefix on. */
  readonly length: number;
  readonly opening: string;
  readonly body: string;
}

/**
 * Bodies in which the limit cuts a secret of each format, short parts first, because the recorder learns from each. cut.test.ts cuts at every character,
 * without a socket.
 */
const cases = FORMATS.flatMap((format): readonly Case[] => {
  const [{ text, start, end }] = samplesOf(format);
  const count = Math.ceil((Math.min(end, LIMIT - 20) - start) / STEP);
  return Array.from({ length: count }, (_, index) => {
    const length = start + 1 + index * STEP;
    const body = `${"x".repeat(LIMIT - length - 5)} use ${text} behind it`;
    return { id: format.id, length, opening: text.slice(0, start), body };
  });
});

test("of secrets that `--body-limit` cuts, nothing after their prefix is in the trace", async () => {
  const origin = await startTestServer((incoming, response) => {
    response.setHeader("Content-Type", "text/plain");
    response.end(cases[Number(incoming.url?.slice(1))]?.body);
  });
  const recording = await startRecording({ redactor: createRedactor(), bodyLimit: LIMIT });
  for (const index of cases.keys()) {
    const { body } = await request(`${origin}/${index}`, { dispatcher: recording.agent });
    await body.dump();
  }
  const entries = await recording.entries();
  expect(entries.length).toBe(cases.length);
  const texts = entries.map(({ response }) => response.content.text ?? "");
  const shown = cases.map(({ id, length, opening }, index) => {
    const text = texts[index] ?? "";
    const [, left = "", behind] = /^x* use (.*?)REDACTED-[a-z]+-\d+(.*)$/s.exec(text) ?? [];
    return behind === "" && opening.startsWith(left) ? undefined : `${id} ${length}: ${text.replace(/^x* /, "")}`;
  });
  expect(shown.filter((one) => one !== undefined)).toEqual([]);
});
