import { execFileSync } from "node:child_process";

import { expect, test } from "vitest";

import { exportTrace, EXPORT_FORMATS } from "../../src/export/export.ts";
import { quoteShellWord } from "../../src/sequence/shell-word.ts";
import { parseTrace } from "../../src/trace/model/parse.ts";

const UNSEEN = "\u0000\u001B[31m\u0007\u0085\u202E\u2066\u200F\uFFFE\u2028";

const trace = parseTrace(
  JSON.stringify({
    log: {
      entries: [0, 1].map((second) => ({
        _client: `client${UNSEEN}`,
        _server: `server${UNSEEN}`,
        startedDateTime: `2026-01-01T00:00:0${second}.000Z`,
        request: {
          method: "POST",
          url: `http://h.example/a?q=1${UNSEEN}`,
          headers: [{ name: "X-A", value: `v${UNSEEN}` }],
          postData: { mimeType: "text/plain", text: `body${UNSEEN}` },
        },
        response: { status: 200, statusText: `OK${UNSEEN}`, content: { mimeType: "text/plain", text: `x${UNSEEN}` } },
      })),
    },
  }),
  "unseen.har",
);

/** Text formats in which a character cannot be escaped. */
const WITHOUT_ESCAPES: ReadonlySet<string> = new Set(["bruno", "http", "httpyac"]);

test.for(EXPORT_FORMATS)("%s contains no invisible character, or reports it", (format) => {
  const exported = exportTrace(trace, { format });
  for (const text of typeof exported === "string" ? [exported] : exported.values()) {
    const found = text.match(/[^\P{Cc}\t\r\n]|[\p{Bidi_Control}\u2028\uFFFE]/gu) ?? [];
    if (!WITHOUT_ESCAPES.has(format)) expect(found).toEqual([]);
    else if (found.length > 0) expect(text).toContain("contains invisible characters: ");
  }
});

test("a shell reads such a word back unchanged", () => {
  const word = UNSEEN.replace("\0", "it's");
  expect(execFileSync("bash", ["-c", `printf %s ${quoteShellWord(word)}`], { encoding: "utf8" })).toBe(word);
});
