import { expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { type GivenNames, describeStaleName, findStaleNames } from "../../src/analyze/stale-names.ts";
import { cloudProfile, inTurn } from "./an-entry.ts";

const trace = inTurn(
  { url: "http://cloud:9292/v2/images?name=cirros" },
  { url: "http://cloud:9292/v2/images/7", own: { _server: "glance" } },
  { url: "https://other/x" },
);

function staleOf(given: GivenNames): readonly string[] {
  return findStaleNames(analyze(trace, { profile: cloudProfile, ...given }), given).map(describeStaleName);
}

test("names that occur in the trace are not stale, in every form", () => {
  const participants = { glance: "Images", other: "Other", client: "Me" };
  const labels = { "get-x": "X", "GET /v2/images": "Images", "GET /v2/images/{image}": "Image" };
  expect(staleOf({ participants, labels, paths: ["/v2/images/{image}", "/x"] })).toEqual([]);
  expect(staleOf({ participants: { "glance-api": "Images", "https://other": "Other" } })).toEqual([]);
});

test("names that occur nowhere are stale, and the nearest name is suggested", () => {
  expect(
    staleOf({
      labels: { "get-xx": "X", "POST /nothing/at/all": "Nothing" },
      participants: { glanse: "Images", "https://othr": "Other" },
      paths: ["/x", "/v2/image/{image}"],
    }),
  ).toEqual([
    'the trace has no step "get-xx" to label. Did you mean "get-x"?',
    'the trace has no step "POST /nothing/at/all" to label',
    'the trace has no participant "glanse" to name. Did you mean "glance"?',
    'the trace has no participant "https://othr" to name. Did you mean "https://other"?',
    'the trace has no path like /v2/image/{image}. Did you mean "/v2/images/{image_id}"?',
  ]);
});
