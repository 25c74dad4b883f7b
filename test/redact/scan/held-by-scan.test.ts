import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { expect, test } from "vitest";

import { scanText } from "../../../src/redact/scan/scan-text.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const TEXTS = 24;
const BODY = 'name "cirros", status active, as many services say in plain text\n'.repeat(4000);

/** An exchange whose URL, IDs, and members no other exchange has. */
function writeExchange(index: number): string {
  const url = `http://cloud.example/v2/images/${index}?page-of-the-images=${index}`;
  const members = { [`member-that-none-else-has-${index}`]: `value-that-none-else-has-${index}` };
  return JSON.stringify({ _id: `get-v2-images-id-${index}`, url, members, text: BODY }, null, 2);
}

test("a scan keeps nothing in memory of the text that it has passed", () => {
  const held = (): number => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  scanText(writeExchange(0));
  const before = held();
  for (let index = 1; index <= TEXTS; index += 1) scanText(writeExchange(index));
  expect(held() - before).toBeLessThan((TEXTS / 4) * BODY.length);
});
