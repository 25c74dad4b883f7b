import { expect, test } from "vitest";

import { toScript } from "../../src/export/script.ts";
import { imageAddProject } from "../helpers/a-walkthrough.ts";
import { loginFlow, scriptOf, traceOf } from "./export-text.ts";

test("a value from a response that a later request sends is a variable", () => {
  const { inputs, calls } = scriptOf(loginFlow());
  expect(inputs.map(({ name, value }) => [name, value])).toEqual([
    ["keys_example_url", "http://keys.example"],
    ["images_example_url", "http://images.example"],
    ["password_1", "REDACTED-password-1"],
  ]);
  expect(calls.map(({ captures }) => captures)).toEqual([
    [{ variable: "token_1", from: { kind: "header", name: "X-Subject-Token" } }],
    [
      { variable: "image_id", from: { kind: "json", path: ["image", 0, "id"] } },
      { variable: "member_id", from: { kind: "json", path: ["image", 0, "member_id"] } },
    ],
    [],
  ]);
  expect(calls[2]?.url).toEqual([
    { variable: "images_example_url" },
    "/v2/images/",
    { variable: "image_id" },
    "?member=",
    { variable: "member_id" },
  ]);
  expect(calls[2]?.headers).toEqual([{ name: "X-Auth-Token", value: [{ variable: "token_1" }] }]);
});

test("a value that the client sent before any response contained it stays unchanged", () => {
  const calls = Array.from(toScript([imageAddProject]).calls);
  expect(calls.flatMap(({ captures }) => captures)).toEqual([]);
  expect(calls[3]?.url).toEqual([{ variable: "base_url" }, "/image/v2/images/9faa6fd5-b254-4184-80c0-66b7c062315e"]);
});

test("headers of the connection are left to the program that sends", () => {
  const headers = [
    ["Host", "cloud.example"],
    ["content-length", "3"],
    [":authority", "cloud.example"],
    ["Accept", "a\r\nX-Evil: 1"],
  ] as const;
  expect(scriptOf(traceOf({ headers })).calls[0]?.headers).toEqual([{ name: "Accept", value: ["a X-Evil: 1"] }]);
});

test("no variable has a name that a shell or curl itself reads", () => {
  const { log } = traceOf({}, { url: "http://cloud.example/path-12345678/proxy-12345678" });
  const text = JSON.stringify({ PATH: "path-12345678", http_proxy: "proxy-12345678" });
  const entries = log.entries.map((entry) => ({
    ...entry,
    response: { ...entry.response, content: { size: 1, mimeType: "application/json", text } },
  }));
  const captures = scriptOf({ log: { ...log, entries } }).calls[0]?.captures ?? [];
  expect(captures.map(({ variable }) => variable)).toEqual(["path_value", "http_proxy_value"]);
});

test("hosts of other scripts name their variables in a readable way", () => {
  const trace = traceOf({ url: "https://xn--mnchen-3ya.example/a" }, { url: "https://bücher.example/b" });
  const [first, second] = scriptOf(trace).inputs;
  expect([first?.name, second?.name]).toEqual(["m_nchen_example_url", "b_cher_example_url"]);
});
