import { describe, expect, test } from "vitest";

import { importTrace } from "../../src/import/import.ts";
import { redactTrace } from "../../src/redact/redact-trace.ts";
import { createRedactor } from "../../src/redact/redactor.ts";
import type { Trace } from "../../src/trace/model/types.ts";

const SECRET = "kZ8f3Qw9LmN2pXy7";

/** The text of a response as another tool wrote it to a file, redacted. */
function redactBody(text: string, { url = "http://h/x", headers = {}, ...content }: Around = {}): string {
  const har = {
    log: {
      entries: [
        {
          startedDateTime: "2026-03-01T10:00:00Z",
          request: { method: "GET", url },
          response: {
            status: 200,
            headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
            content: { mimeType: "text/plain", text, ...content },
          },
        },
      ],
    },
  };
  const { chunks } = redactTrace(importTrace(JSON.stringify(har), "a.har"), createRedactor());
  const { log } = JSON.parse(Array.from(chunks).join("")) as Trace;
  return log.entries[0]?.response.content.text ?? "";
}

interface Around {
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly size?: number;
  readonly comment?: string;
}

describe("a body that another tool cut", () => {
  test.each([
    [`[{"value":"${SECRET}","na`, { size: 9000 }],
    [`dsn is postgres://joe:${SECRET}`, { size: 9000 }],
    [`dsn is postgres://joe:${SECRET}`, { comment: "truncated" }],
    [`a: 1\npassword: ${SECRET.slice(0, 5)}`, { size: 9000 }],
  ])("%j %j is masked by any name that it may become", (text, around) => {
    expect(redactBody(text, around)).not.toMatch(/kZ8f3/);
  });

  test.each([
    ["a size that counts other line ends", "one\ntwo servers", { size: 17 }],
    ["a size in UTF-16", "one two servers", { size: 30, mimeType: "text/plain; charset=utf-16le" }],
    ["JSON that is whole", '{"name":"two servers"}', { size: 9000 }],
    ["markup that is whole", "<p>two servers</p>", { size: 9000 }],
  ])("%s does not make one", (_name, text, around) => {
    expect(redactBody(text, around)).toBe(text);
  });
});

describe("a later part of a body", () => {
  const later = { headers: { "Content-Range": "bytes 17-60/61" } };

  test.each([`word":"${SECRET}","a":1}`, `${SECRET}\nuser=joe\n`, `oken=${SECRET}&a=1`])(
    "%j loses a value whose name may be cut off",
    (text) => {
      const masked = redactBody(text, later);
      expect(masked).not.toContain(SECRET);
      expect(masked.slice(-4)).toBe(text.slice(-4));
    },
  );

  test("keeps words, and a first part keeps everything", () => {
    expect(redactBody("ending of a sentence", later)).toBe("ending of a sentence");
    expect(redactBody(`${SECRET} is`, { headers: { "Content-Range": "bytes 0-60/61" } })).toContain(SECRET);
  });
});

test.each(["/latest/user-data", "/latest/api/token", "/v1/kv/app/db-password?raw"])(
  "responses of %s are a secret as a whole in a file, too",
  (path) => {
    expect(redactBody(`login ${SECRET}`, { url: `http://169.254.169.254${path}` })).toBe("REDACTED-secret-1");
  },
);
