import { expect, test } from "vitest";

import { scanText } from "../../src/redact/scan/scan-text.ts";
import { anExchange } from "../helpers/an-exchange.ts";
import { aBody, redact } from "./redact.ts";

/** More characters than a loop of a regular expression can read at once. */
const LONG = "a1B2c3D4".repeat(1_200_000);

test.each([
  ["a setting", `password=${LONG}\n`],
  ["in quotes", `password = "${LONG}"\n`],
  ["between tags", `<password>${LONG}</password>`],
  ["a header in a log", `Authorization: Bearer ${LONG}`],
  ["an option", `login --password ${LONG}`],
  ["a token by its looks", `see glpat-${LONG}`],
])("a value of ten megabytes is masked as a whole: %s", (_kind, text) => {
  const masked = JSON.stringify(redact(anExchange({ responseBody: aBody(text, "text/plain") })));
  expect(masked.length).toBeLessThan(5000);
  expect(masked).toContain("REDACTED-");
});

test.each([
  ["letters", LONG],
  ["letters and slashes", `${LONG}/${LONG}`],
  ["lines of 76", LONG.replaceAll(/.{76}/g, "$&\n")],
  ["one line and a short one", `${LONG}\nabc`],
])("ten megabytes of base64 are read: %s", (_kind, text) => {
  const [redacted] = redact(anExchange({ responseBody: aBody(text, "text/plain") }));
  expect(redacted?.responseBody?.text === text).toBe(true);
});

// Each repetition of a group, and each that is counted, takes a place on the stack.
test.each(["session_ticket", "sessionInfo", "verify"])(
  "ten megabytes with an opaque name, %s, are read by rules of their form",
  (name) => {
    for (const value of [LONG, `a${"-ab".repeat(4_000_000)}-1a`]) {
      const body = JSON.stringify({ [name]: value, validationUrl: "x", bulk: 1 });
      const [redacted] = redact(anExchange({ responseBody: aBody(body, "application/json") }));
      expect(redacted?.responseBody?.text.slice(0, 40)).toContain(name);
      expect(() => scanText(body)).not.toThrow();
    }
  },
);

test("scan finds it", () => {
  expect(scanText(`password="${LONG}"`).map(({ rule }) => rule)).toEqual(["named-password"]);
});
