import { describe, expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import type { Walkthrough } from "../../src/analyze/types.ts";
import { type EntryParts, aTrace, anEntry, cloudProfile, inTurn } from "./an-entry.ts";

const uuid = "9faa6fd5-b254-4184-80c0-66b7c062315e";
const hex = "d34b18d2e5934d7d84900220483ad8b7";

describe("without a profile", () => {
  test.each([
    [`/servers/${uuid}`, "/servers/{server_id}"],
    [`/policies/${hex}/rules`, "/policies/{policy_id}/rules"],
    ["/v2/users/42/", "/v2/users/{user_id}/"],
    ["/users/1/users/2", "/users/{user_id}/users/{user_id_2}"],
    [`/v3/${hex}/volumes`, "/v3/{id}/volumes"],
    [`/${uuid}/${hex}`, "/{id}/{id_2}"],
    ["/os-keypairs/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/os-keypairs/{os_keypair_id}"],
    ["/floatingIPs/7", "/floatingIPs/{floating_ip_id}"],
    ["/addresses/7", "/addresses/{address_id}"],
    ["/statuses/7", "/statuses/{status_id}"],
    ["/tokens/REDACTED-token-3", "/tokens/{token_id}"],
    ["/images/cirros-0.6.1-x86_64-disk", "/images/cirros-0.6.1-x86_64-disk"],
    ["/feedface/deadbeefdead", "/feedface/deadbeefdead"],
    ["/v2.1/2024-01-01/a%2Fb", "/v2.1/2024-01-01/a%2Fb"],
    ["", "/"],
    ["//a//", "//a//"],
  ])("%s → %s", (path, expected) => {
    expect(pathOf({ url: `http://h${path}` })).toBe(expected);
  });
});

describe("with a profile", () => {
  const profiled = (parts: EntryParts) => walk({ ...parts, own: { _server: "glance" } }, true).steps[0];

  test("the pattern of an operation names the values, after the base path", () => {
    expect(walk({ url: `http://h/image/v2/images/${uuid}` }, true).steps[0]?.request.path).toBe(
      "/image/v2/images/{image_id}",
    );
  });

  test("a name in place of an ID is that value too, whatever the response", () => {
    for (const status of [404, 200, 500]) {
      expect(profiled({ url: "http://h/v2/images/cirros", status })?.request.path).toBe("/v2/images/{image_id}");
    }
  });

  test("a literal segment is not a value", () => {
    expect(profiled({ url: "http://h/v2/images/detail" })?.request.path).toBe("/v2/images/detail");
  });

  test("an ID in a path without an operation is recognized by its format", () => {
    expect(profiled({ url: `http://h/v2/tasks/${uuid}` })?.request.path).toBe("/v2/tasks/{task_id}");
  });

  test.each([
    [{ url: "http://h/v2/images/cirros" }, "image.show"],
    [{ url: "http://h/v2/images/cirros", status: 404 }, "image.not-an-id"],
    [{ url: "http://h/v2/images/cirros", status: 500 }, undefined],
    [{ url: "http://h/v2/images?name=x" }, "image.find-by-name"],
    [{ url: "http://h/v2/images?limit=1" }, "image.list"],
    [{ url: "http://h/" }, "image.versions"],
    [{ method: "POST", url: `http://h/v2/images/${uuid}/members` }, "image.members.add"],
    [{ method: "PATCH", url: "http://h/v2/images" }, undefined],
  ] satisfies [EntryParts, string | undefined][])("%o is %s", (parts, operation) => {
    expect(profiled(parts)?.operation?.id).toBe(operation);
  });
});

describe("query", () => {
  test.each([
    ["?name=cirros%20small", "?name={name}"],
    ["?name=cirros&limit=20&long", "?name=cirros&limit=20&long"],
    [`?project_id=${hex}&a=`, "?project_id={project_id}&a="],
    [`?filter=${"x".repeat(33)}&token=REDACTED-token-1`, "?filter=…&token={token}"],
    ["?sig=%E0%A4%A", "?sig=%E0%A4%A"],
  ])("%s → %s", (query, expected) => {
    expect(pathOf({ url: `http://h/images${query}` })).toBe(`/images${expected}`);
  });
});

test("variables show what each placeholder represents, once, and which input it was", () => {
  const trace = aTrace(
    [`/images/${uuid}`, `/images/${uuid}/file`, `/images/${hex}?owner=me`].map((path, at) =>
      anEntry({ at, url: `http://h${path}` }),
    ),
    { flow: { name: "f", inputs: { image: uuid, project: "me" } } },
  );
  expect(analyze(trace).variables).toEqual([
    { name: "image_id", value: uuid, input: "image" },
    { name: "image_id", value: hex },
    { name: "owner", value: "me", input: "project" },
  ]);
});

function pathOf(parts: EntryParts): string | undefined {
  return walk(parts, false).steps[0]?.request.path;
}

function walk(parts: EntryParts, isProfiled: boolean): Walkthrough {
  const trace = aTrace([anEntry(parts)], { flow: { name: "f", inputs: { image: "cirros small" } } });
  return analyze(trace, { profile: isProfiled ? cloudProfile : undefined });
}

test.each([
  ["wh-25d583ee", { id: "wh-25d583ee" }, "/warehouses/{warehouse_id}"],
  ["cus_Nffr9FeU", { data: { customer_id: "cus_Nffr9FeU" } }, "/warehouses/{warehouse_id}"],
  ["wh-25d583ee", { name: "wh-25d583ee" }, "/warehouses/wh-25d583ee"],
  ["north", { id: "north" }, "/warehouses/north"],
  ["opening-hours", { id: "opening-hours" }, "/warehouses/opening-hours"],
])("%s, which is in no earlier response, is an ID if its own response %j says so", (value, answer, path) => {
  const { steps } = analyze(inTurn({ url: `http://a/warehouses/${value}`, answer }), {});
  expect(steps[0]?.request.path).toBe(path);
});
