import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { runCli } from "./run-cli.ts";

const FIXTURES = join(import.meta.dirname, "../trace/model/fixtures");

async function redactFile(har: unknown, ...options: readonly string[]): Promise<{ text: string; stderr: string }> {
  const folder = await tempFolder();
  await writeFile(join(folder, "in.har"), JSON.stringify(har));
  const output = join(folder, "out.har");
  const { exitCode, stderr } = await runCli(["redact", join(folder, "in.har"), "-o", output, ...options], {
    env: { PIN: "blue-whale-77" },
  });
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  return { text: await readFile(output, "utf8"), stderr };
}

function aHar(request: object, response: object): object {
  const nothing = { cookies: [], headers: [], headersSize: -1, bodySize: -1, httpVersion: "HTTP/1.1" };
  const entry = {
    startedDateTime: "2026-11-23T10:00:00.000Z",
    time: 1,
    request: { method: "POST", url: "http://h/", queryString: [], ...nothing, ...request },
    response: {
      status: 200,
      statusText: "OK",
      redirectURL: "",
      content: { size: 0, mimeType: "" },
      ...nothing,
      ...response,
    },
    cache: {},
    timings: { send: 0, wait: 1, receive: 0 },
  };
  return { log: { version: "1.2", creator: { name: "x", version: "1" }, entries: [entry] } };
}

describe("wirewalk redact", () => {
  test.each(["charles", "chrome", "fiddler", "firefox", "insomnia", "mitmproxy", "safari"])(
    "redacts the export of %s, twice with the same result",
    async (tool) => {
      const output = join(await tempFolder(), "out.har");
      expect(await runCli(["redact", join(FIXTURES, `${tool}.har`), "-o", output])).toMatchObject({ exitCode: 0 });
      expect(await runCli(["scan", output])).toMatchObject({ exitCode: 0, stdout: "" });
      const again = `${output}.again`;
      await runCli(["redact", join(FIXTURES, `${tool}.har`), "-o", again]);
      expect(await readFile(again, "utf8")).toBe(await readFile(output, "utf8"));
    },
  );

  test("masks a secret in every place that HAR has for it, and counts", async () => {
    const form = "user=me&password=sw0rd-fish";
    const { text, stderr } = await redactFile(
      aHar(
        {
          url: "http://h/?access_token=abc-token-99&page=2",
          queryString: [
            { name: "access_token", value: "abc-token-99" },
            { name: "page", value: "2" },
          ],
          headers: [{ name: "Cookie", value: "sid=a1" }],
          cookies: [{ name: "sid", value: "a1" }],
          postData: {
            mimeType: "application/x-www-form-urlencoded",
            text: form,
            params: [
              { name: "user", value: "me" },
              { name: "password", value: "sw0rd-fish" },
            ],
          },
        },
        {
          content: {
            size: 9,
            mimeType: "application/json",
            encoding: "base64",
            text: Buffer.from('{"secret":"in-base64-body","echo":"sw0rd-fish"}').toString("base64"),
          },
          comment: "it said in-base64-body",
        },
      ),
    );
    for (const secret of ["abc-token-99", "sw0rd-fish", "in-base64-body", '"a1"', "=a1"])
      expect(text).not.toContain(secret);
    expect(text).toContain('"value": "2"');
    expect(text).toContain('"value": "me"');
    expect(text).toContain("it said REDACTED-secret-1");
    expect(stderr).toContain("masked: ");
    expect(stderr).toContain("2 secret");
  });

  test("masks what the user names", async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, "secrets"), "green-turtle\n");
    const har = aHar({}, { content: { size: 1, mimeType: "text/plain", text: "blue-whale-77 and green-turtle" } });
    const { text } = await redactFile(har, "--secret-env", "PIN", "--secret-file", join(folder, "secrets"));
    expect(text).toContain("REDACTED-secret-1 and REDACTED-secret-2");
  });

  test("leaves masked values, and gives their aliases to no others", async () => {
    const text = "<r><password>REDACTED-password-2</password></r>";
    const har = aHar(
      {
        headers: [
          { name: "X-Auth-Token", value: "REDACTED-token-7" },
          { name: "X-Api-Token", value: "t0ken-value-1" },
        ],
      },
      { content: { size: text.length, mimeType: "application/xml", text } },
    );
    const first = await redactFile(har);
    expect(first.text).toContain(text);
    expect(first.text).toContain("REDACTED-token-7");
    expect(first.text).toContain("REDACTED-token-8");
    expect(first.stderr).toContain("masked: 1 token.");
    const again = await redactFile(JSON.parse(first.text));
    expect(again.text).toBe(first.text);
    expect(again.stderr).toContain("no secrets found.");
  });

  test("4 and no file if a secret would stay", async () => {
    const folder = await tempFolder();
    const headers = [
      { name: "X-Auth-Token", value: "t0ken-value-1" },
      { name: "t0ken-value-1", value: "x" },
    ];
    // The HAR reader keeps unknown members under their names.
    const har = aHar({ headers, "_t0ken-value-1": true }, {});
    await writeFile(join(folder, "in.har"), JSON.stringify(har));
    const output = join(folder, "out.har");
    const { exitCode, stderr } = await runCli(["redact", join(folder, "in.har"), "-o", output]);
    expect(exitCode).toBe(4);
    expect(stderr).not.toContain("t0ken-value-1");
    expect(existsSync(output)).toBe(false);
  });

  test("2 for a variable that is not set", async () => {
    const trace = join(FIXTURES, "chrome.har");
    expect(await runCli(["redact", trace, "-o", "x.har", "--secret-env", "NOPE"])).toMatchObject({ exitCode: 2 });
  });
});
