import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";

import { shareTrace } from "../../src/share/share.ts";
import { readTrace } from "../../src/trace/files/file.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import { aTrace } from "../replay/a-trace.ts";

const versions = { wirewalk: "0.1.0" };

async function unpack(trace: Trace): Promise<Readonly<Record<string, string>>> {
  const files = unzipSync((await shareTrace(trace, { title: "x", versions })).archive);
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

test("contains the trace, the report, the page, and the manifest, with the same bytes each time", async () => {
  const trace = await readTrace("traces/openstack/image-add-project.har");
  const files = await unpack(trace);
  expect(Object.keys(files)).toEqual(["README.md", "trace.har", "report.html", "page.md", "manifest.json"]);
  expect(JSON.parse(files["trace.har"] ?? "")).toEqual(trace);
  expect(JSON.parse(files["manifest.json"] ?? "")).toMatchObject({
    versions,
    exchanges: 5,
    command: { argv: expect.arrayContaining(["openstack"]) as unknown, exitCode: 0 },
    masked: { recorded: { password: 2, token: 3 }, packed: {} },
    notInspected: [],
  });
  const options = { title: "x", versions };
  expect(await shareTrace(trace, options)).toEqual(await shareTrace(trace, options));
});

test("masks secrets that another tool left, and reports what no rule could search", async () => {
  const files = await unpack(
    aTrace(
      { url: "/login", text: '{"password": "hunter2-long-one"}', headers: [["X-Auth-Token", "gAAAAABl-secret-1234"]] },
      { url: "/image", base64: "/+4A" },
    ),
  );
  for (const text of Object.values(files)) expect(text).not.toMatch(/hunter2|secret-1234/);
  expect(JSON.parse(files["manifest.json"] ?? "")).toMatchObject({
    masked: { recorded: {}, packed: { password: 1, token: 1 } },
    notInspected: [{ exchange: 2, part: "response body", reason: "bytes that are not text (no media type)" }],
  });
});

test("lists each masked place, and unmasked text that looks like a secret; IDs are not listed", async () => {
  const random = "kT9xQ2mLw7Zr4Vb8Nc1YpH5s";
  const files = await unpack(
    aTrace(
      {
        url: "/things/24a5bee1-4a3b-42c5-8b64-722d91029ec3?page=6d73278f97364cf7b2d3d2ee240ae910",
        method: "POST",
        sent: '{"auth":{"password":"hunter2-long-one"}}',
        headers: [["X-Auth-Token", "gAAAAABl-secret-1234"]],
        text: `{"things":[{"note":"${random}"}],"file":"cirros-0.6.1-x86_64-disk"}`,
      },
      { url: "/again", text: random },
    ),
  );
  expect(JSON.parse(files["manifest.json"] ?? "")).toMatchObject({
    masked: {
      places: [
        { exchange: 1, place: "request body auth.password", alias: "REDACTED-password-1" },
        {
          exchange: 1,
          place: "response header X-Auth-Token",
          alias: expect.stringContaining("REDACTED-token-1") as unknown,
        },
      ],
    },
    looksRandom: [{ exchange: 1, place: "response body things.note", beginsWith: "kT9xQ2mL", length: 24, times: 2 }],
  });
  expect(files["README.md"]).toContain("    (1)-(2), response body things.note: kT9xQ2mL… (24 characters)\n");
});

test("begins with the command, its exit code, and how to run it again", async () => {
  const { log } = aTrace({ url: "/" });
  const command = { argv: ["app", "a\n# b"], exitCode: 3, stdout: "", stderr: "No!" };
  const files = await unpack({ log: { ...log, _wirewalk: { format: 1, redacted: {}, command } } });
  expect(files["README.md"]).toMatch(
    /^# Recorded HTTP traffic\n\nRecorded 2026-11-23 00:00:00 UTC\.\n\nThe command, which exited with 3:\n\n {4}app \$'a\\n# b'\n/,
  );
  expect(files["README.md"]).toContain("\n    wirewalk replay trace.har -- app $'a\\n# b'\n");
});

test("shows marks of the writing direction in what a server says, instead of following them", async () => {
  const trace = aTrace({ url: "/things", status: 500, text: '{"message":"x\\u202eabc"}' });
  const readme = (await unpack(trace))["README.md"] ?? "";
  expect(readme).toContain("x\\u202eabc");
  expect(readme).not.toContain("\u202e");
});

test("contains the time, the first failure, the sender's note, and how to get wirewalk", async () => {
  const trace = aTrace({ url: "/" }, { url: "/things", method: "POST", status: 403, reason: "Forbidden" });
  const { archive } = await shareTrace(trace, { title: "x", versions, note: "look at (4)\n# please", of: 9 });
  const readme = strFromU8(unzipSync(archive)["README.md"] ?? new Uint8Array());
  expect(readme.split("\n\n").slice(0, 7)).toEqual([
    "# Recorded HTTP traffic",
    "Note from the sender:",
    "    look at (4)\n    # please",
    "Recorded 2026-11-23 00:00:00 UTC.",
    "This archive contains 2 of 9 recorded exchanges.",
    "First failures, by arrow number in the report:",
    "    First failure: (4) POST /things 403, 0.0 s after start",
  ]);
  expect(readme).toContain(
    "\n\nwirewalk 0.1.0 wrote this archive, and needs Node 22.19 or later. In a clone of its repository, ",
  );
});

test("masks an unknown header unless the level is standard, and the secrets that the policy names", async () => {
  const trace = aTrace({ url: "/", headers: [["X-Custom", "of the house"]], text: "codename zebra-42" });
  const pack = async (level?: "standard"): Promise<string> => {
    const policy = { ...(level && { level }), secrets: ["zebra-42"] };
    const { archive } = await shareTrace(trace, { title: "x", versions, policy });
    return strFromU8(unzipSync(archive)["trace.har"] ?? new Uint8Array());
  };
  expect([(await pack()).includes("of the house"), (await pack("standard")).includes("of the house")]).toEqual([
    false,
    true,
  ]);
  expect(await pack()).not.toContain("zebra-42");
});

test("refuses a note that contains a secret of the trace", async () => {
  const trace = aTrace({ url: "/login", method: "POST", sent: '{"password":"hunter2-long-one"}' });
  const shared = shareTrace(trace, { title: "x", versions, note: "they log in with hunter2-long-one" });
  await expect(shared).rejects.toThrow("the note contains a secret of the trace");
});
