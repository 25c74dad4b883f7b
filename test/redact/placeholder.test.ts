import { expect, test } from "vitest";

import { scanText } from "../../src/redact/scan/scan-text.ts";

test.each([
  "Usage: tool [--password <password>] [--api-key=<key>]",
  String.raw`{"text":"Usage: tool [--password \u003cpassword>] [--api-key=\u003ckey>]"}`,
  "<p>Usage: tool --password &lt;password&gt;</p>",
  "331 Password required&#92;r&#92;nPASS",
])("nothing is found in %s", (text) => {
  expect(scanText(text)).toEqual([]);
});
