import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

import { unzipSync } from "fflate";
import { inject, test, expect } from "vitest";

import { EXPORT_FORMATS } from "../../src/export/export.ts";
import { findFlow } from "../../src/flows/index.ts";
import { type Trace, recordFlow } from "../../src/index.ts";
import { runCli } from "../cli/run-cli.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const { seed, env } = inject("stack");

/** The password and the tokens that were sent, from an unmasked copy. */
async function readSecrets(file: string): Promise<readonly string[]> {
  // The recorder's own output.
  const { log } = JSON.parse(await readFile(file, "utf8")) as Trace;
  const headers = log.entries.flatMap(({ request, response }) => [request.headers, response.headers].flat());
  const tokens = headers.filter(({ name }) => /^x-(?:auth|subject)-token$/i.test(name)).map(({ value }) => value);
  return [env["OS_PASSWORD"] ?? "", ...new Set(tokens)];
}

/** A secret as programs write it within other texts. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString("hex"),
    ...[0, 1, 2].map((before) =>
      Buffer.concat([Buffer.alloc(before, 58), bytes])
        .toString("base64")
        .slice(4, -4),
    ),
    ...[0, 1, 2].map((before) =>
      Buffer.concat([Buffer.alloc(before, 58), bytes])
        .toString("base64url")
        .slice(4, -4),
    ),
  ];
}

test("neither the password nor the tokens are in any file or output of wirewalk, in any encoding", async () => {
  const flow = findFlow("image-add-project");
  if (flow === undefined) throw new Error("There is no such flow.");
  await recordFlow(findFlow("image-remove-project") ?? flow, {
    inputs: { image: seed.sharedImage, project: seed.demoProject },
    env,
    file: join(await tempFolder(), "before.har"),
  });
  const folder = await tempFolder();
  const raw = join(await tempFolder(), "raw.har");
  const file = join(folder, "t.har");
  const recorded = await recordFlow(flow, {
    inputs: { image: seed.sharedImage, project: seed.demoProject },
    env,
    file,
    unsafeRaw: raw,
  });
  const secrets = await readSecrets(raw);
  expect(secrets.length).toBeGreaterThanOrEqual(2);
  expect(secrets.every((secret) => secret.length >= 6)).toBe(true);

  const printed = [recorded.stdout, JSON.stringify(recorded)];
  for (const argv of [
    ["show", file],
    ["show", file, "--json"],
    ["diagram", file],
    ["diagram", file, "--format", "svg", "-o", join(folder, "t.svg")],
    ["diagram", file, "--format", "text"],
    ["render", file, "-o", join(folder, "t.md")],
    ["diff", file, raw],
    ["diff", file, raw, "--values", "--format", "json"],
    ["show", raw],
    ["redact", raw, "-o", join(folder, "clean.har")],
    ["doctor", file],
    ["share", raw, "-o", join(folder, "t.zip")],
    ...EXPORT_FORMATS.map((format) => ["export", raw, "--format", format, "-o", join(folder, `t.${format}`)]),
  ]) {
    const { stdout, stderr } = await runCli(argv);
    printed.push(stdout, stderr);
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(names.map(async (name) => readFile(name)));
  expect(files.length).toBeGreaterThanOrEqual(5 + EXPORT_FORMATS.length);
  const packed = Object.values(unzipSync(await readFile(join(folder, "t.zip"))));
  const written = [...files, ...packed].map((bytes) => Buffer.from(bytes).toString());
  const forms = secrets.flatMap((secret) => formsOf(secret)).filter((form) => form.length >= 6);
  const found = forms.filter((form) => [...written, ...printed].some((text) => text.includes(form)));
  expect(found).toEqual([]);
  expect((await stat(raw)).mode & 0o777).toBe(0o600);
});
