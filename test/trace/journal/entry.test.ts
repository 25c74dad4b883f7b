import { expect, test } from "vitest";

import { toEntry } from "../../../src/trace/journal/entry.ts";
import { anExchange } from "../../helpers/an-exchange.ts";

test.each([
  ["Wed, 21 Oct 2026 07:28:00 GMT", { expires: "2026-10-21T07:28:00.000Z" }],
  ["Wednesday, 21-Oct-26 07:28:00 GMT", { expires: "2026-10-21T07:28:00.000Z" }],
  ["soon", {}],
])("a cookie that expires %s does so in the notation of HAR", (date, expected) => {
  const headers = ["Set-Cookie", `seen=1; Expires=${date}; Path=/`];
  const { response } = toEntry(anExchange({ responseHeaders: headers }), "step", () => undefined);
  expect(response.cookies).toEqual([{ name: "seen", value: "1", path: "/", ...expected }]);
  expect(response.headers).toEqual([{ name: "Set-Cookie", value: headers[1] }]);
});
