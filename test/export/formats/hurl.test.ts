import { assert, property } from "fast-check";
import { expect, test } from "vitest";

import { exportText, loginFlow, traceOf } from "../export-text.ts";
import { hostileRequests } from "../hostile.ts";

test("requests, statuses and captures", () => {
  expect(exportText(loginFlow(), "hurl")).toBe(`# POST /v3/auth/tokens …
# Run it with hurl and these options:
# --variable keys_example_url=http://keys.example
# --variable images_example_url=http://images.example
# --variable password_1=REDACTED-password-1

# POST /v3/auth/tokens
POST {{keys_example_url}}/v3/auth/tokens
\`{"password":"{{password_1}}"}\`
HTTP 201
[Captures]
token_1: header "X-Subject-Token"

# POST /v2/images
POST {{images_example_url}}/v2/images
X-Auth-Token: {{token_1}}
\`{"name":"it's"}\`
HTTP 201
[Captures]
image_id: jsonpath "$['image'][0]['id']"
member_id: jsonpath "$['image'][0]['member_id']"

# GET /v2/images/{image_id}?member={member}
GET {{images_example_url}}/v2/images/{{image_id}}?member={{member_id}}
X-Auth-Token: {{token_1}}
HTTP 404
`);
});

test("recorded text stays within its string, and its string has the same value", () => {
  assert(
    property(hostileRequests, (drafts) => {
      const text = exportText(traceOf(...drafts), "hurl");
      const entries = text.split(/^HTTP 200$/m).slice(0, -1);
      expect(entries.map((entry) => unescape(/^`(.*)`$/m.exec(entry)?.[1] ?? ""))).toEqual(
        drafts.map(({ body }) => body?.toWellFormed()),
      );
      const variables = text
        .split("\n")
        .flatMap((line) => (line.startsWith("#") ? [] : (line.match(/\{\{.*?\}\}/g) ?? [])));
      expect(new Set(variables)).toEqual(new Set(["{{base_url}}"]));
    }),
  );
});

/** Reads a string by the grammar of Hurl. */
function unescape(text: string): string {
  return text.replaceAll(/\\(?:u\{([0-9a-f]+)\}|(.))/gu, (_, hex?: string, one?: string) =>
    hex === undefined ? (one ?? "") : String.fromCodePoint(Number.parseInt(hex, 16)),
  );
}
