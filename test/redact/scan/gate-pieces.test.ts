import { expect, test } from "vitest";

import { refuseSecretsIn } from "../../../src/redact/scan/gate.ts";
import { serializeTraceChunks } from "../../../src/trace/model/serialize.ts";
import { anEntry } from "../../analyze/an-entry.ts";

const filler = (index: number) => anEntry({ url: `http://a/${index}`, answer: { text: "x ".repeat(1000) } });

test("all pieces of a clean text are passed on", () => {
  const pieces = [
    ...serializeTraceChunks(
      {},
      Array.from({ length: 100 }, (_, index) => filler(index)),
    ),
  ];
  expect([...refuseSecretsIn("t.har", pieces)].join("")).toBe(pieces.join(""));
});

test.each([0, 60, 99])(
  "a secret in piece %i of many is found, with its line, and nothing of its piece is written",
  (place) => {
    const secret = anEntry({ url: "http://a/x", answer: { text: '{"password":"hunter2-long-one"}' } });
    const entries = Array.from({ length: 100 }, (_, index) => (index === place ? secret : filler(index)));
    const pieces = [...serializeTraceChunks({}, entries)];
    const line =
      pieces
        .join("")
        .split("\n")
        .findIndex((text) => text.includes("hunter2")) + 1;
    let passed = "";
    expect(() => {
      for (const piece of refuseSecretsIn("t.har", pieces)) passed += piece;
    }).toThrow(new RegExp(`line ${line}, column \\d+: password`));
    expect(passed).not.toContain("hunter2");
  },
);
