import { describe, expect, test } from "vitest";

import { splitJson } from "../../../src/redact/places/split-json.ts";
import { createRedactor } from "../../../src/redact/redactor.ts";
import { anExchange } from "../../helpers/an-exchange.ts";
import { aBody, redactBody } from "../redact.ts";

const SECRET = "Tk5nnQ2mT7zR4";

describe("a text that begins with JSON and continues differently", () => {
  test.each([
    `{"status":"ok"}\nMonitor 27" found\n{"id":1,"token":"${SECRET}"}\n`,
    `{"status":"ok"}\nsize 5" x\nC:\\temp\nAPI_TOKEN=${SECRET}\n`,
    `{"a":1}\r\n{"msg":"disk "sda" is 5" wide"}\r\n{"token":"${SECRET}"}\r\n`,
    `{"a":1}\n{"msg":"disk "sda" is 5" wide","token":"${SECRET}"}\n`,
    `{"a":1}\n{"msg":"x","token":"${SECRET}"}\n{"msg":"cut of`,
    `{\n  "a": [1]\n}\n[2026-11-25 10:00] 5" disk\n  {"token":"${SECRET}"}\n`,
    `{"a":1} {"token":"${SECRET}"} 5" of it\n`,
  ])("%j keeps all but its secret", (text) => {
    expect(createRedactor().redactOutput(text)).toBe(text.replace(SECRET, "REDACTED-token-~1"));
  });

  test("an exchange keeps lines of text between JSON, and omits a text with a broken line", () => {
    expect(redactBody(`{"token":"${SECRET}"}\n27" found\n{"a":1}\n`)).toBe(
      '{"token":"REDACTED-token-1"}\n27" found\n{"a":1}\n',
    );
    expect(redactBody(`{"token":"${SECRET}"}\n{"a":"27" found"}\n`)).toContain("omitted");
  });

  test.each([`{"a":"x"}\n`, `{"a":[{"b":"C:\\\\"},"\\"",2,null]}`, `[]`, `{"a":"cut o`])(
    "%j is one JSON text",
    (text) => {
      expect(splitJson(text)).toEqual([{ text, kind: "json" }]);
    },
  );

  test.each([
    `{"a": "x" // comment\n}`,
    `{"a":"a line\nbreak","b":1}`,
    `for(;;);{"a":1}`,
    `)]}',\n{"a":1}`,
    `["user": "joe"]`,
  ])("%j is one text that is read both as JSON and as words", (text) => {
    expect(splitJson(text)).toEqual([{ text, kind: "loose" }]);
  });

  test("in truncated JSON, everything is masked as JSON", () => {
    const cut = { ...aBody(`[{"pin":83726151},\n{"note":"5`), sha256: "0".repeat(64) };
    const exchange = anExchange({ responseBody: cut });
    createRedactor().redactExchange(exchange);
    expect(exchange.responseBody?.text).toBe(`[{"pin":"REDACTED-password-~1"},\n{"note":"5`);
  });
});

describe("a megabyte of lines", () => {
  test.each([
    ['{"a":[1,\n', '" x\n'],
    [String.raw`{"a":[1,\"x` + "\n", '"x'],
    ['{"a":"b "c"}\n', ""],
    ['{"a":"b "c\n', ""],
    ["[\n", '{"a" b'],
  ])("of %j is split without delay, and nothing is lost", (line, end) => {
    const text = line.repeat(1_000_000 / line.length) + end;
    const start = performance.now();
    const pieces = splitJson(text);
    expect(performance.now() - start).toBeLessThan(3000);
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
  });
});
