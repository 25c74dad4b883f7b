import { afterAll, beforeAll, expect, test } from "vitest";

import { anExchange } from "../helpers/an-exchange.ts";
import { type StepCounter, createStepCounter } from "./count-steps.ts";
import { aBody } from "./redact.ts";

/** Texts that would make an unbounded scanner backtrack: each is repeated. */
const HOSTILE: Readonly<Record<string, (size: number) => string>> = {
  "deep lists": repeat("["),
  "deep objects": repeat('{"a":'),
  "closed lists": (size) => "[".repeat(size / 2) + "]".repeat(size / 2),
  quotes: repeat('"'),
  "single quotes": repeat("'"),
  backslashes: repeat("\\"),
  "escaped quotes": repeat(String.raw`\"`),
  "opened tags": repeat("<"),
  "tags of a letter": repeat("<a "),
  "marked text": repeat("<![CDATA["),
  "equals signs": repeat("="),
  pairs: repeat("a=b&"),
  names: repeat("password="),
  "names in one line": repeat("token x "),
  "names in lines": repeat("token: |\n  "),
  "base64 of base64": (size) => {
    let text = "k7Dq9xYz2LmN".repeat(4);
    while (text.length < size) text = Buffer.from(text.repeat(2)).toString("base64");
    return text.slice(0, size);
  },
  "escapes of escapes": repeat("%2525"),
  "escapes in an escape": (size) => `%${"25".repeat(size / 2)}41`,
  "a word beside an escape": (size) => `%41 ${"a".repeat(size)}`,
  "ends without a beginning": (size) => "<p>".repeat(size / 8) + "</q>".repeat(size / 8),
  "values in values": repeat("<value>x"),
  entities: repeat("&lt;"),
  "lines of nothing": repeat("\n"),
  "events of one line": repeat("data: {\n"),
  "records of quotes": repeat('{"a":"b "c"}\n'),
  addresses: repeat("a@b://c@"),
  "codes in lines": (size) => `Recovery codes\n\n${repeat("a1b2c3d4e5f6a7b8\n")(size)}`,
  "codes below prose": (size) =>
    `About recovery codes\nsee below.\n${repeat("0123456789abcdef0123456789abcdef\n")(size)}`,
  "codes without an end": (size) => `Recovery codes\n${repeat("k3f9dk2l ")(size)}.`,
  "headings of codes": repeat("recovery codes\n\n"),
};

function repeat(part: string): (size: number) => string {
  return (size) => part.repeat(Math.ceil(size / part.length));
}

/** Characters; four times as many take as much CPU time as CI can spare. */
const SMALL = 3_000;
const GROWTH = 4;

/** A text that is read at most a few hundred times (`a=b=c=…`) takes longer until that limit is reached; a quadratic one takes `GROWTH` times as long. */
const MORE = 1.6;

let steps: StepCounter;
const scanners: { readonly name: string; readonly scan: (text: string) => void }[] = [];

beforeAll(async () => {
  steps = await createStepCounter();
  const { createRedactor } = await import("../../src/redact/redactor.ts");
  const { scanText } = await import("../../src/redact/scan/scan-text.ts");
  const redact = (text: string, type: string): void => {
    const redactor = createRedactor();
    redactor.learn("kT9wex9o0fp97oQz1", "token");
    redactor.redactExchange(anExchange({ responseBody: aBody(text, type) }));
  };
  scanners.push(
    { name: "text", scan: (text) => redact(text, "text/plain") },
    {
      name: "a string of JSON",
      scan: (text) => redact(JSON.stringify({ log: text, token: "x1" }), "application/json"),
    },
    { name: "XML", scan: (text) => redact(`<a>${text}`, "application/xml") },
    { name: "a form", scan: (text) => redact(`a=b&c=${text}`, "application/x-www-form-urlencoded") },
    { name: "scan", scan: (text) => void scanText(text) },
  );
});

afterAll(() => steps[Symbol.asyncDispose]());

test.each(Object.entries(HOSTILE))("%s take steps that grow linearly with their length", async (_name, make) => {
  const grown: Record<string, number> = {};
  for (const { name, scan } of scanners) {
    const few = await steps.count(() => scan(make(SMALL)));
    const many = await steps.count(() => scan(make(SMALL * GROWTH)));
    expect(few).toBeGreaterThan(SMALL);
    grown[name] = many / few;
  }
  expect(Object.entries(grown).filter(([, growth]) => growth > GROWTH * MORE)).toEqual([]);
});
