import { describe, expect, test } from "vitest";

import { UserError } from "../../../src/errors.ts";
import { parseTrace } from "../../../src/trace/model/parse.ts";

function errorOf(text: string): UserError {
  try {
    parseTrace(text, "traces/boot.har");
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("it was parsed");
}

describe("invalid JSON", () => {
  test.for([
    ['{\n  "log": {\n    "version": 1.2,\n  }\n}', 4, 3],
    ['{"log": tru}', 1, 9],
    ['{"log": {"entries": [', 1, 22],
    ['{\r\n"a": "line\nbreak"}', 2, 11],
    ['{"a": "한글"} x', 1, 13],
  ] as const)("%j is reported with line %i and column %i", ([text, line, column]) => {
    expect(errorOf(text).message).toBe(`Trace "traces/boot.har" is not valid JSON (line ${line}, column ${column}).`);
  });

  test("never quotes the file", () => {
    const error = errorOf('{"token": "s3cret", s3cret}');
    expect(`${error.message} ${error.hint} ${String(error.cause)}`).not.toContain("s3cret");
  });

  test("an empty file is reported as empty", () => {
    expect(errorOf("").message).toBe('Trace "traces/boot.har" is empty.');
    expect(errorOf("\uFEFF \n").message).toBe('Trace "traces/boot.har" is empty.');
  });

  test("a saved page is reported as one", () => {
    const error = errorOf("\n<!DOCTYPE html><html><body>Sign in</body></html>");
    expect(error.message).toBe('Trace "traces/boot.har" is an HTML or XML page, not a HAR file.');
    expect(error.hint).toContain("login");
  });
});

test.each([
  ["// exported\n{}", "begins with a comment"],
  ["/* exported */{}", "begins with a comment"],
  ['\0{\0"\0l\0o\0g\0', "is UTF-32 text"],
  ['\0\0\uFFFD\uFFFD\0\0\0{\0\0\0"\0\0\0l\0\0\0o\0\0\0g', "is UTF-32 text"],
  ["\uFFFDPNG\r\n\x1A\n\0\0", "is binary data"],
  ['{"a": "\uFFFD" x', "is not valid JSON"],
])("%j is reported with its kind", (text, message) => {
  expect(errorOf(text).message).toContain(`Trace "traces/boot.har" ${message}`);
});

describe("JSON that is not HAR", () => {
  const request = { method: "GET", url: "http://a/" };
  const ours = { _wirewalk: { format: 1, redacted: {} } };
  const messageOf = (har: unknown): string => errorOf(JSON.stringify(har)).message;

  test.for([
    [[], '"(the whole file)" must be an object, found list'],
    [null, '"(the whole file)" must be an object, found null'],
    [{ info: {}, item: [] }, '"log" must be an object, found nothing'],
    [{ log: {} }, '"log.entries" must be a list, found nothing'],
    [{ log: { version: "2.0", entries: [] } }, '"log.version" must be "1.2", found another string'],
    [
      { log: { entries: [{ request: { ...request, url: 5 } }] } },
      '"log.entries[0].request.url" must be a string, found number',
    ],
    [{ log: { entries: [null] } }, '"log.entries[0]" must be an object, found null'],
    [
      { log: { entries: [{ request, timings: { send: {} } }], ...ours } },
      '"log.entries[0].timings.send" must be a number, found object',
    ],
    [
      { log: { entries: [{ request, startedDateTime: "yesterday" }], ...ours } },
      '"log.entries[0].startedDateTime" must be a date like 2026-11-23T10:00:00.123Z, found another string',
    ],
    [
      { log: { entries: [{ request, startedDateTime: "2026-13-23T10:00:00Z" }], ...ours } },
      '"log.entries[0].startedDateTime" must be a date like 2026-11-23T10:00:00.123Z, found another string',
    ],
    [
      { log: { entries: [], _wirewalk: { format: 1, redacted: {}, command: { argv: "ls" } } } },
      '"log._wirewalk.command.argv" must be a list, found string; "log._wirewalk.command.exitCode" must be a number, found nothing; "log._wirewalk.command.stdout" must be a string, found nothing; and 1 more problem',
    ],
  ] as const)("%j is reported with the wrong path", ([har, problem]) => {
    expect(messageOf(har)).toBe(`Trace "traces/boot.har" is not a valid HAR: ${problem}.`);
  });

  test("lists three problems and counts the others", () => {
    const entries = Array.from({ length: 5 }, () => ({ request: { method: "GET" } }));
    expect(messageOf({ log: { entries } })).toBe(
      'Trace "traces/boot.har" is not a valid HAR: "log.entries[0].request.url" must be a string, found nothing; ' +
        '"log.entries[1].request.url" must be a string, found nothing; ' +
        '"log.entries[2].request.url" must be a string, found nothing; and 2 more problems.',
    );
  });

  test("reports errors in our fields in a file of ours, and ignores them in files of others", () => {
    const entries = [{ request, _error: "net::ERR_FAILED" }];
    expect(messageOf({ log: { entries, _wirewalk: { format: 1, redacted: {} } } })).toContain(
      '"log.entries[0]._error"',
    );
  });

  test("never quotes a value", () => {
    const entries = [{ request: { ...request, headers: "X-Auth-Token: s3cret" }, startedDateTime: "s3cret" }];
    expect(messageOf({ log: { entries, ...ours } })).not.toContain("s3cret");
  });
});

test("a newer format is refused by name, whatever else is new in it", () => {
  const error = errorOf(JSON.stringify({ log: { _wirewalk: { format: 4 }, chapters: [] } }));
  expect(error.message).toBe('Trace format 4 of "traces/boot.har" is newer than this version supports (up to 1).');
  expect(error.hint).toBe("Upgrade wirewalk, or record again.");
});
