import { execFile } from "node:child_process";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { type Arbitrary, array, assert, asyncProperty, constantFrom, oneof, record, string } from "fast-check";
import { describe, expect, test } from "vitest";

import { readTrace } from "../../../src/trace/files/file.ts";
import type { Trace } from "../../../src/trace/model/types.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { hostileTexts } from "../../page/hostile-strings.ts";
import { startReplay } from "../../replay/start-replay.ts";
import { type RequestDraft, exportText, loginFlow, traceOf } from "../export-text.ts";

const run = promisify(execFile);

describe("against a replay", () => {
  test("each request of a recorded flow gets its recorded response", async () => {
    const trace = await readTrace("traces/openstack/image-add-project.har");
    const { origins, misses } = await startReplay(trace);
    const [replayed = ""] = origins.values();
    const { stdout, stderr } = await runScript(trace, { BASE_URL: replayed });
    expect(stdout).toBe(
      "get-identity: 300\npost-identity-v3-auth-tokens: 201\nget-image: 300\n" +
        "get-image-v2-images-id: 200\npost-image-v2-images-id-members: 200\n",
    );
    expect({ stderr, misses }).toEqual({ stderr: "", misses: [] });
  });

  test("values are taken from the responses, whatever they are this time", async () => {
    const trace = loginFlow();
    const renamed = JSON.parse(JSON.stringify(trace).replaceAll("5eedb9fa-da05", "77777777-7777")) as Trace;
    const { origins, misses } = await startReplay(renamed);
    const env = {
      KEYS_EXAMPLE_URL: origins.get("http://keys.example") ?? "",
      IMAGES_EXAMPLE_URL: origins.get("http://images.example") ?? "",
    };
    expect((await runScript(trace, env)).stdout).toContain("404\n");
    expect(misses).toEqual([]);
  });

  test("a value that is missing in a response ends the script, because later requests need it", async () => {
    const trace = loginFlow();
    const changed = JSON.parse(JSON.stringify(trace).replaceAll("X-Subject-Token", "X-Other")) as Trace;
    const { origins } = await startReplay(changed);
    const env = { KEYS_EXAMPLE_URL: origins.get("http://keys.example") ?? "" };
    await expect(runScript(trace, env)).rejects.toMatchObject({
      code: 1,
      stderr: "post-v3-auth-tokens: the response has no X-Subject-Token\n",
    });
  });

  test("a status other than the recorded one is reported, and the exit code is 1", async () => {
    const { origins } = await startReplay(traceOf({ url: "http://cloud.example/other" }));
    const outcome = runScript(traceOf({}), { BASE_URL: origins.get("http://cloud.example") ?? "" });
    await expect(outcome).rejects.toMatchObject({ code: 1, stderr: "get: 501, recorded was 200\n" });
  });
});

describe("recorded text", () => {
  test("reaches curl unchanged, and none of it is executed", async () => {
    await assert(
      asyncProperty(array(aRequest, { minLength: 1, maxLength: 30 }), async (drafts) => {
        expect(await curlArguments(traceOf(...drafts))).toEqual(drafts.map(expectedArguments));
      }),
      { numRuns: 12 },
    );
  });

  test("that has broken tools before", async () => {
    // A body with NUL is sent as base64.
    const texts = hostileTexts.map((text) => text.replaceAll("\0", "").toWellFormed());
    const drafts = texts.map((text) => ({
      method: "POST",
      headers: [["X-Text", "a"]] as const,
      body: `@${text}`,
    }));
    expect(await curlArguments(traceOf(...drafts))).toEqual(drafts.map(expectedArguments));
  });
});

const text = oneof(
  string({ unit: "grapheme", minLength: 1 }),
  constantFrom("$(touch /tmp/x)", "`id`", "'; exit 3 #", "\\'", "!!", "@/etc/passwd", "a\nb\n", "\n", "$HOME", "-o"),
);
const aRequest: Arbitrary<Required<Omit<RequestDraft, "mimeType">>> = record({
  method: constantFrom("POST", "PUT", "X'Y"),
  url: text.map((path) => `http://cloud.example/${path.replaceAll(/[?#]/g, "")}`),
  headers: text.map((value) => [["X-Text", `a${value.replaceAll(/\p{Cc}/gu, "")}`]] as const),
  body: text.map((body) => body.replaceAll("\0", "")).filter((body) => body !== ""),
});

function expectedArguments({
  method = "GET",
  url = "http://cloud.example/",
  headers = [],
  body,
}: RequestDraft): string[] {
  return [
    "--request",
    method,
    "--url",
    url,
    ...headers.flatMap(([name, value]) => ["--header", `${name}: ${value}`]),
    ...(body === undefined ? [] : ["--data-raw", body]),
  ];
}

/** The arguments of curl after the options that every call has. */
async function curlArguments(trace: Trace): Promise<readonly string[][]> {
  const folder = await tempFolder();
  const log = join(folder, "log");
  await writeFile(join(folder, "curl"), `#!/bin/bash\nprintf '%s\\0' "$@" '' >> "${log}"\nprintf 200\n`);
  await chmod(join(folder, "curl"), 0o755);
  await runScript(trace, { PATH: `${folder}:${process.env["PATH"]}` });
  const calls = (await readFile(log, "utf8")).split("\0\0").slice(0, -1);
  return calls.map((call) => {
    const words = call.split("\0");
    return words.slice(words.indexOf("%{http_code}") + 1);
  });
}

async function runScript(
  trace: Trace,
  env: Readonly<Record<string, string>>,
): Promise<{ stdout: string; stderr: string }> {
  const file = join(await tempFolder(), "script.sh");
  await writeFile(file, exportText(trace, "curl"));
  return run("bash", [file], { env: { PATH: process.env["PATH"], ...env } });
}
