import { expect, test } from "vitest";

import { builtinFlows, findFlow } from "../../../src/flows/index.ts";
import { openstackProfile } from "../../../src/flows/openstack/profile.ts";
import { formatTable } from "../../../src/flows/openstack/table.ts";
import { isUuidLike } from "../../../src/shapes/made-by-machine.ts";

test("every flow is found by its name and describes what it does", () => {
  for (const flow of builtinFlows) {
    expect(findFlow(flow.name)).toBe(flow);
    expect(flow.summary).toMatch(/^openstack .+: .+/);
  }
  expect(findFlow("nothing")).toBeUndefined();
});

test("every operation belongs to a known service and has texts in both locales", () => {
  for (const operation of openstackProfile.operations) {
    expect(Object.keys(openstackProfile.services)).toContain(operation.service);
    for (const text of [operation.summary, operation.requestProse, operation.responseProse]) {
      if (text !== undefined) expect(Object.keys(text), operation.id).toEqual(["en", "ko"]);
      if (text !== undefined) expect(text["ko"], operation.id).toMatch(/\p{Script=Hangul}/u);
    }
  }
});

test.each([
  ["d34b18d2e5934d7d84900220483ad8b7", true],
  ["9faa6fd5-b254-4184-80c0-66b7c062315e", true],
  ["{9faa6fd5-b254-4184-80c0-66b7c062315e}", true],
  ["demo", false],
  ["d34b18d2e5934d7d84900220483ad8b", false],
])("%s is an ID for the real client: %s", (text, expected) => {
  expect(isUuidLike(text)).toBe(expected);
});

test("a table as the real client prints it", () => {
  expect(
    formatTable(
      ["Field", "Value"],
      [
        ["id", "1"],
        ["status", "pending"],
      ],
    ),
  ).toBe(
    `+--------+---------+
| Field  | Value   |
+--------+---------+
| id     | 1       |
| status | pending |
+--------+---------+
`,
  );
});
