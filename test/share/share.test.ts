import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";

import { shareTrace } from "../../src/share/share.ts";
import { readTrace } from "../../src/trace/file.ts";
import type { Trace } from "../../src/trace/types.ts";
import { aTrace } from "../replay/a-trace.ts";

const versions = { wirewalk: "0.1.0" };

async function unpack(trace: Trace): Promise<Readonly<Record<string, string>>> {
  const files = unzipSync(await shareTrace(trace, { title: "x", versions }));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

test("holds the trace, the report, the page and the manifest, in the same bytes each time", async () => {
  const trace = await readTrace("traces/openstack/image-add-project.har");
  const files = await unpack(trace);
  expect(Object.keys(files)).toEqual(["trace.har", "report.html", "page.md", "manifest.json"]);
  expect(JSON.parse(files["trace.har"] ?? "")).toEqual(trace);
  expect(JSON.parse(files["manifest.json"] ?? "")).toMatchObject({
    versions,
    exchanges: 5,
    command: { argv: expect.arrayContaining(["openstack"]) as unknown, exitCode: 0 },
    masked: { recorded: { password: 2, token: 3 } },
    notInspected: [],
  });
  const options = { title: "x", versions };
  expect(await shareTrace(trace, options)).toEqual(await shareTrace(trace, options));
});

test("masks what another tool left in, and says what no rule could look into", async () => {
  const files = await unpack(
    aTrace(
      { url: "/login", text: '{"password": "hunter2-long-one"}', headers: [["X-Auth-Token", "gAAAAABl-secret-1234"]] },
      { url: "/image", base64: "/+4A" },
    ),
  );
  for (const text of Object.values(files)) expect(text).not.toMatch(/hunter2|secret-1234/);
  expect(JSON.parse(files["manifest.json"] ?? "")).toMatchObject({
    masked: { recorded: {}, packed: { password: 1, token: 1 } },
    notInspected: [{ exchange: 2, part: "response body", reason: "bytes that are no text (no media type)" }],
  });
});
