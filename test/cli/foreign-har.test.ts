import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";

const SECRETS = ["hunter-22-hunter", "s3cr3t-t0ken-value", "c00kie-value"];

/** A HAR file as a browser exports it: with everything that was sent. */
const HAR = JSON.stringify({
  log: {
    version: "1.2",
    creator: { name: "a browser", version: "1" },
    entries: [
      {
        startedDateTime: "2026-11-23T10:00:00.000Z",
        time: 5,
        request: {
          method: "POST",
          url: `http://host/login?access_token=${SECRETS[1]}`,
          httpVersion: "HTTP/1.1",
          headers: [{ name: "Cookie", value: `sid=${SECRETS[2]}` }],
          cookies: [{ name: "sid", value: SECRETS[2] }],
          queryString: [{ name: "access_token", value: SECRETS[1] }],
          postData: { mimeType: "application/json", text: JSON.stringify({ password: SECRETS[0] }) },
          headersSize: 312,
          bodySize: 31,
        },
        response: {
          status: 500,
          statusText: `No ${SECRETS[0]}`,
          httpVersion: "HTTP/1.1",
          headers: [],
          cookies: [],
          content: { size: 24, mimeType: "text/plain", text: `bad token ${SECRETS[1]}` },
          redirectURL: "",
          headersSize: -1,
          bodySize: 24,
        },
        cache: {},
        timings: { blocked: 0, dns: -1, connect: -1, ssl: -1, send: 1, wait: 3, receive: 1 },
      },
    ],
  },
});

async function writeHar(): Promise<string> {
  const file = join(await tempFolder(), "session.har");
  await writeFile(file, HAR);
  return file;
}

describe("a HAR file of another tool", () => {
  test.each([
    ["show", []],
    ["show", ["--json"]],
    ["diagram", []],
    ["diagram", ["--format", "text"]],
    ["render", []],
    ["doctor", []],
  ])("%s %s shows none of its secrets", async (command, options) => {
    const { stdout, stderr } = await runCli([command, await writeHar(), ...options]);
    for (const secret of SECRETS) expect(stdout + stderr).not.toContain(secret);
    if (command !== "doctor") expect(stdout).toContain("REDACTED-");
  });

  test("diff shows no secret of either file", async () => {
    const file = await writeHar();
    const other = `${file}2`;
    await writeFile(other, HAR.replaceAll("500", "401").replaceAll("hunter", "Hunter"));
    const { stdout, exitCode } = await runCli(["diff", file, other, "--values"]);
    expect(exitCode).toBe(1);
    for (const secret of SECRETS) expect(stdout).not.toContain(secret);
  });

  test("the file stays unchanged", async () => {
    const file = await writeHar();
    await runCli(["show", file]);
    expect(await readFile(file, "utf8")).toBe(HAR);
  });

  test("after redact, it reveals neither values nor lengths", async () => {
    const file = await writeHar();
    const { exitCode } = await runCli(["redact", file, "-o", `${file}.clean`]);
    const text = await readFile(`${file}.clean`, "utf8");
    expect(exitCode).toBe(0);
    for (const secret of SECRETS) expect(text).not.toContain(secret);
    const [entry] = JSON.parse(text).log.entries;
    expect(entry.request).toMatchObject({ headersSize: -1, bodySize: 34, postData: { _masked: true } });
  });
});
