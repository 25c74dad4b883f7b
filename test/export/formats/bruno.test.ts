import { bruToEnvJsonV2, bruToJsonV2 } from "@usebruno/lang";
import { assert, property } from "fast-check";
import { expect, test } from "vitest";

import { exportTrace } from "../../../src/export/export.ts";
import type { Trace } from "../../../src/trace/model/types.ts";
import { loginFlow, traceOf } from "../export-text.ts";
import { hostileRequests } from "../hostile.ts";

test("Bruno's own parser reads the requests in order", () => {
  const files = filesOf(loginFlow());
  expect([...files.keys()]).toEqual([
    "bruno.json",
    "environments/recorded.bru",
    "1-post-v3-auth-tokens.bru",
    "2-post-v2-images.bru",
    "3-get-v2-images-id.bru",
  ]);
  expect(bruToEnvJsonV2(files.get("environments/recorded.bru") ?? "")).toMatchObject({
    variables: [
      { name: "keys_example_url", value: "http://keys.example" },
      { name: "images_example_url", value: "http://images.example" },
      { name: "password_1", value: "REDACTED-password-1" },
    ],
  });
  expect(bruToJsonV2(files.get("3-get-v2-images-id.bru") ?? "")).toMatchObject({
    meta: { seq: "3", type: "http" },
    http: { method: "get", url: "{{images_example_url}}/v2/images/{{image_id}}?member={{member_id}}" },
    headers: [{ name: "X-Auth-Token", value: "{{token_1}}", enabled: true }],
    assertions: [{ name: "res.status", value: "eq 404" }],
  });
  expect(bruToJsonV2(files.get("1-post-v3-auth-tokens.bru") ?? "")).toMatchObject({
    script: { res: 'bru.setVar("token_1", res.getHeader("x-subject-token"));' },
  });
});

test("recorded text ends no block and is not a variable", () => {
  assert(
    property(hostileRequests, (drafts) => {
      const [, , ...requests] = [...filesOf(traceOf(...drafts)).values()];
      const parsed = requests.map((text) => bruToJsonV2(text));
      expect(parsed.map(({ body }) => JSON.parse(body.json) as unknown)).toEqual(
        drafts.map(({ body = "" }) => JSON.parse(body) as unknown),
      );
      for (const [index, one] of parsed.entries()) {
        const expected = expectedBlocks(drafts[index]?.headers?.[0]?.[1] ?? "");
        // The request may also mention invisible characters.
        const blocks = Object.keys(one).filter((name) => name !== "docs" || expected.includes("docs"));
        expect(blocks.toSorted()).toEqual(expected);
        expect(JSON.stringify(one).match(/\{\{.*?\}\}/g)).toEqual(["{{base_url}}"]);
      }
    }),
    { numRuns: 50 },
  );
});

/** A header that Bruno would change is omitted, and the request says so. */
function expectedBlocks(header: string): string[] {
  const rest = header.includes("{{") ? ["docs"] : ["headers"];
  return ["assertions", "body", "http", "meta", "settings", ...rest].toSorted();
}

function filesOf(trace: Trace): ReadonlyMap<string, string> {
  const exported = exportTrace(trace, { format: "bruno" });
  if (typeof exported === "string") throw new TypeError("a Bruno collection is a folder");
  return exported;
}
