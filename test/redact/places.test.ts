import { describe, expect, test } from "vitest";

import { toEntry } from "../../src/trace/journal/entry.ts";
import { serializeTrace } from "../../src/trace/model/serialize.ts";
import { anExchange } from "../helpers/an-exchange.ts";
import { PLACES, SECRET } from "./places.ts";
import { redact } from "./redact.ts";
import { STAYS } from "./stays.ts";

const base64 = Buffer.from(SECRET).toString("base64").slice(0, -3);

/** Other secrets that occur in a single place, and the first characters of their gzip data and base64. */
const OTHERS = ["83726151", "8.3726151e7", "p\u00e4ss", "correcthorse", "MIIEvQ", "H4sI", "SDRzSU"];

describe("a secret in places in which the generator plants nothing", () => {
  test.each(Object.keys(PLACES))("%s", (place) => {
    const [exchange = anExchange()] = redact(anExchange(structuredClone(PLACES[place])));
    const entries = [toEntry(exchange, "step", () => undefined)];
    const text = serializeTrace({ log: { version: "1.2", creator: { name: "test", version: "1" }, entries } });
    expect([SECRET, base64, ...OTHERS].filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).toMatch(/REDACTED-|omitted/);
  });
});

describe("text that is not secret stays", () => {
  test.each(Object.keys(STAYS))("%s", (name) => {
    const exchange = anExchange(structuredClone(STAYS[name]));
    expect(redact(structuredClone(exchange))).toEqual([exchange]);
  });
});
