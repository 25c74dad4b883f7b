import { type Arbitrary, array, constantFrom, oneof, record, string } from "fast-check";

import { hostileTexts } from "../page/hostile-strings.ts";
import type { RequestDraft } from "./export-text.ts";

const text = oneof(
  string({ unit: "grapheme", minLength: 1 }),
  constantFrom(...hostileTexts.map((one) => one.toWellFormed())),
  constantFrom(
    "{{$guid}}",
    "{{base_url}}",
    "{{{",
    "}}\n}",
    "### next",
    "< ./file",
    "\n\n",
    "`",
    '"',
    "\\u{41}",
    "@a = b",
  ),
);

/** Requests that a hostile client could have sent, with JSON bodies: those every format can carry unchanged. */
export const hostileRequests: Arbitrary<readonly RequestDraft[]> = array(
  record({
    method: constantFrom("POST", "PUT"),
    url: text.map((path) => `http://cloud.example/${path.replaceAll(/[?#]/g, "")}`),
    headers: text.map((value) => [["X-Text", `a${value.replaceAll(/[\p{Cc}\s]/gu, "")}`]] as const),
    body: text.map((value) => JSON.stringify({ [value]: [value, { value }] })),
    mimeType: constantFrom("application/json"),
  }),
  { minLength: 1, maxLength: 8 },
);
