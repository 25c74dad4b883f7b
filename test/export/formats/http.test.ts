import { assert, property } from "fast-check";
import { expect, test } from "vitest";

import { exportText, loginFlow, traceOf } from "../export-text.ts";
import { hostileRequests } from "../hostile.ts";

test("requests with names, and variables from earlier responses", () => {
  expect(exportText(loginFlow(), "http")).toBe(`# POST /v3/auth/tokens …
@keys_example_url = http://keys.example
@images_example_url = http://images.example
@password_1 = REDACTED-password-1

### POST /v3/auth/tokens → 201
# @name post_v3_auth_tokens
# @no-redirect
POST {{keys_example_url}}/v3/auth/tokens

{"password":"{{password_1}}"}

### POST /v2/images → 201
@token_1 = {{post_v3_auth_tokens.response.headers.X-Subject-Token}}
# @name post_v2_images
# @no-redirect
POST {{images_example_url}}/v2/images
X-Auth-Token: {{token_1}}

{"name":"it's"}

### GET /v2/images/{image_id}?member={member} → 404
@image_id = {{post_v2_images.response.body.$.image[0].id}}
@member_id = {{post_v2_images.response.body.$.image[0].member_id}}
# @name get_v2_images_id
# @no-redirect
GET {{images_example_url}}/v2/images/{{image_id}}?member={{member_id}}
X-Auth-Token: {{token_1}}
`);
});

test.each([
  "### next\nGET http://evil.example",
  "< /etc/passwd",
  "<@ /etc/passwd",
  "a\n> {% code %}",
  "{{$guid}}",
  "# a",
])("a body that would be a directive to the editor is omitted: %j", (body) => {
  const text = exportText(traceOf({ method: "POST", body }), "http");
  expect(text).toContain("# The body is omitted: this format would change it.");
  expect(text).not.toContain(body);
});

test("no recorded text begins a request, reads a file, or is a variable", () => {
  assert(
    property(hostileRequests, (drafts) => {
      const lines = exportText(traceOf(...drafts), "http").split("\n");
      expect(lines.filter((line) => line.startsWith("###"))).toHaveLength(drafts.length);
      expect(lines.filter((line) => /^\s*[<>]/.test(line))).toEqual([]);
      const variables = lines
        .filter((line) => !line.startsWith("#"))
        .flatMap((line) => line.match(/\{\{.*?\}\}/g) ?? []);
      expect(new Set(variables)).toEqual(new Set(["{{base_url}}"]));
    }),
  );
});

test("a method that REST Client would read as part of the URL is reported, and httpYac gets it", () => {
  const trace = traceOf({ method: "LIST" });
  const text = exportText(trace, "http");
  expect(text).toContain("# The method is LIST, which this format does not support.");
  expect(text).toMatch(/^GET \{\{base_url\}\}/m);
  expect(text).not.toMatch(/^LIST /m);
  expect(exportText(trace, "httpyac")).toMatch(/^LIST \{\{base_url\}\}/m);
  expect(exportText(traceOf({ method: "PROPFIND" }), "http")).toMatch(/^PROPFIND /m);
});
