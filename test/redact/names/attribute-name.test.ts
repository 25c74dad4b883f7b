import { expect, test } from "vitest";

import { scanText } from "../../../src/redact/scan/scan-text.ts";

test.each(["X-Account-Meta-Temp-URL-Key-2", "X-Shopify-Hmac-Sha256", "X-Amz-Meta-API-Key"])(
  "a key that is called %s is a header",
  (key) => {
    expect(scanText(JSON.stringify([{ key, value: "{{key_1}}" }]))).toEqual([]);
  },
);

test("a key of random groups is not a header", () => {
  expect(scanText(JSON.stringify({ key: "A7KQ2-XM4PZ-99TRW-B1LCN" }))).toHaveLength(1);
});
