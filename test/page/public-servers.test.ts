import { expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { publishServers } from "../../src/page/public-servers.ts";
import { anEntry, aTrace } from "../analyze/an-entry.ts";

const BASE = "http://127.0.0.1:8101";

function publish(text: string, servers: Readonly<Record<string, string>>) {
  const entry = anEntry({ url: `${BASE}/books?back=${encodeURIComponent(`${BASE}/x`)}` });
  const trace = aTrace(
    [
      {
        ...entry,
        request: { ...entry.request, headers: [{ name: "Host", value: "127.0.0.1:8101" }] },
        response: {
          ...entry.response,
          headers: [{ name: "Location", value: `${BASE}/books/7` }],
          content: { size: text.length, mimeType: "text/plain", text },
        },
      },
    ],
    {
      command: {
        argv: ["curl", `${BASE}/books`],
        env: { API: BASE },
        exitCode: 0,
        stdout: `see ${BASE}/.`,
        stderr: "",
      },
    },
  );
  return publishServers(analyze(trace), servers);
}

test("the public URL replaces the recorded one everywhere", () => {
  const { steps, participants, command } = publish("{}", { [`${BASE}/`]: "https://api.example.com/v1/" });
  const [step] = steps;
  expect(step?.request.url).toBe("https://api.example.com/v1/books?back=https%3A%2F%2Fapi.example.com%2Fv1%2Fx");
  expect(step?.request.headers).toEqual([{ name: "Host", value: "api.example.com" }]);
  expect(step?.response.headers).toEqual([{ name: "Location", value: "https://api.example.com/v1/books/7" }]);
  expect(participants.map(({ label }) => label)).toEqual(["client", "api.example.com/v1"]);
  expect(command).toMatchObject({
    argv: ["curl", "https://api.example.com/v1/books"],
    env: { API: "https://api.example.com/v1" },
    stdout: "see https://api.example.com/v1/.",
  });
});

test.each([
  [`"${BASE}/a"`, '"https://p/a"'],
  ['"http:\\/\\/127.0.0.1:8101\\/a"', '"https:\\/\\/p\\/a"'],
  [`${BASE}9/a`, `${BASE}9/a`],
  [`${BASE}.example.com`, `${BASE}.example.com`],
  [`at ${BASE}. HTTP://127.0.0.1:8101`, "at https://p. https://p"],
  [BASE, "https://p"],
  ["no address", "no address"],
])("%j is %j", (text, wanted) => {
  expect(publish(text, { [BASE]: "https://p" }).steps[0]?.response.body.text).toBe(wanted);
});

test("of bases that begin with one another, the longest applies", () => {
  const servers = { [BASE]: "https://a", [`${BASE}/books`]: "https://b" };
  expect(publish(`${BASE}/books/1 ${BASE}/bookshop`, servers).steps[0]?.response.body.text).toBe(
    "https://b/1 https://a/bookshop",
  );
});

test("without any, the walkthrough is the same", () => {
  const walkthrough = analyze(aTrace([anEntry({})]));
  expect(publishServers(walkthrough, {})).toBe(walkthrough);
});

test("two servers with one public URL are one participant", () => {
  const [one, other] = ["http://127.0.0.1:8101", "http://127.0.0.1:8102"];
  const trace = aTrace([anEntry({ url: `${one}/a` }), anEntry({ at: 10, url: `${other}/b` })]);
  const open = "https://api.example.com";
  const { participants, steps, arrows } = publishServers(analyze(trace), { [one]: open, [other]: open });
  expect(participants.map(({ label }) => label)).toEqual(["client", "api.example.com"]);
  expect(new Set(steps.map(({ server }) => server))).toEqual(new Set([participants[1]?.id]));
  expect(new Set(arrows.flatMap(({ from, to }) => [from, to]))).toEqual(new Set(participants.map(({ id }) => id)));
});
