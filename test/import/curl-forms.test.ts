import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

import { describe, expect, test } from "vitest";

import { analyze } from "../../src/analyze/analyze.ts";
import { importTrace } from "../../src/import/import.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { startTestServer } from "../helpers/test-server.ts";

const run = promisify(execFile);

describe("curl --trace, in hex", () => {
  test("the output of a real curl has every byte", async () => {
    const origin = await startTestServer((request, response) => {
      request.resume();
      if (request.url === "/bytes") {
        response.setHeader("Content-Type", "image/png");
        response.end(Buffer.from([0x89, 0x50, 0, 1, 0x0d, 0x0a]));
        return;
      }
      response.setHeader("Content-Type", "application/json");
      response.setHeader("Content-Encoding", "gzip");
      response.end(gzipSync('{"한글": "ab cd ef"}'));
    });
    const file = join(await tempFolder(), "curl.trace");
    const sent = '{"é": "0a 0b"}';
    await run("curl", ["-q", "-s", "--trace", file, "--data-raw", sent, `${origin}/json`, "--next", `${origin}/bytes`]);
    const { entries, comment } = importTrace(await readFile(file, "latin1"), file).log;
    expect(
      entries.map(({ request, response }) => [request.url, request.postData?.text, response.content.text]),
    ).toEqual([
      [`${origin}/json`, sent, '{"한글": "ab cd ef"}'],
      [`${origin}/bytes`, undefined, Buffer.from([0x89, 0x50, 0, 1, 0x0d, 0x0a]).toString("base64")],
    ]);
    expect(entries[1]?.response.content.encoding).toBe("base64");
    expect(comment).toBe(
      "From curl --trace.\nThe log does not state when each exchange began. They are dated 1970, a millisecond apart, in the order of the log.",
    );
  });

  test("an interrupted response is a failure", async () => {
    const origin = await startTestServer((_, response) => {
      response.setHeader("Content-Length", "10");
      response.write("half", () => response.destroy());
    });
    const file = join(await tempFolder(), "curl.trace");
    await expect(run("curl", ["-q", "-s", "--trace", file, `${origin}/half`])).rejects.toThrow();
    const [entry] = importTrace(await readFile(file, "latin1"), file).log.entries;
    expect(entry).toMatchObject({
      response: { status: 200, content: { text: "half" } },
      _error: { message: expect.stringContaining("transfer closed"), phase: "receive" },
    });
  });
});

/** Blocks of `--trace-ascii`, in the order in which parallel transfers write them. */
const block = (direction: string, ...rows: readonly string[]): string => {
  const text = rows.map((row) => `${row}\r\n`).join("");
  let offset = 0;
  const lines = rows.map((row) => {
    const line = `${offset.toString(16).padStart(4, "0")}: ${row}`;
    offset += row.length + 2;
    return line;
  });
  return [`${direction}, ${text.length} bytes (0x${text.length.toString(16)})`, ...lines].join("\n");
};
const send = (path: string, id = ""): string =>
  block(`${id}=> Send header`, `GET ${path} HTTP/1.1`, "Host: a.test", "");
const head = (id = ""): string => block(`${id}<= Recv header`, "HTTP/1.1 200 OK", "Content-Type: text/plain", "");
const body = (text: string, id = ""): string => block(`${id}<= Recv data`, text);

describe("curl -Z", () => {
  test.for([
    ["answers after both requests", [send("/a"), send("/b"), head(), body("b"), head(), body("a")]],
    ["a body before its head", [send("/a"), head(), send("/b"), body("a"), head(), body("b")]],
  ] as const)("is refused by name: %s", ([, blocks]) => {
    expect(() => importTrace(`== Info: x\n${blocks.join("\n")}`, "z.trace")).toThrow(
      '"z.trace" records several parallel transfers (curl -Z), and nothing in it assigns responses to requests.',
    );
  });

  test("with --trace-ids, each response is assigned to its request", () => {
    const [a, b] = ["[0-0] ", "[1-1] "];
    const blocks = [send("/a", a), send("/b", b), head(b), body("of b", b), head(a), body("of a", a)];
    const { entries } = importTrace(`[0-x] == Info: x\n${blocks.join("\n")}`, "z.trace").log;
    expect(entries.map(({ request, response }) => [request.url, response.content.text])).toEqual([
      ["http://a.test/a", "of a\r\n"],
      ["http://a.test/b", "of b\r\n"],
    ]);
  });
});

describe("curl -v", () => {
  test("pasted output is read as far as possible, and missing data is reported", async () => {
    const trace = importTrace(await readFile(join(import.meta.dirname, "fixtures/curl-v.txt"), "utf8"), "curl-v.txt");
    expect(trace.log.entries[0]).toMatchObject({
      request: {
        method: "GET",
        url: "http://127.0.0.1:18080/v",
        headers: [{ name: "Host" }, { name: "User-Agent" }, {}],
      },
      response: { status: 200, statusText: "OK", headers: [{ name: "Content-Type" }, { value: "11" }] },
    });
    expect(analyze(trace).steps[0]?.response.body.missing).toBe("11 bytes, not in the trace");
    expect(trace.log.comment).toContain("omits the request bodies");
  });

  test("the output of a real curl, with the body in between", async () => {
    const origin = await startTestServer((request, response) => {
      request.resume();
      response.setHeader("Content-Type", "application/json");
      response.end('{\n  "a": "한글"\n}');
    });
    const { stdout } = await run("bash", ["-c", `curl -q -sv --data-raw a=1 ${origin}/v 2>&1`]);
    const [entry] = importTrace(stdout, "v.txt").log.entries;
    expect(entry).toMatchObject({
      request: { method: "POST", url: `${origin}/v`, postData: { text: "", _truncated: true } },
      response: { status: 200, content: { text: '{\n  "a": "한글"\n}' } },
    });
    expect(entry).not.toHaveProperty("_error");
  });

  test("several requests, in color, one without a response", () => {
    const log = [
      "* SSL connection using TLSv1.3",
      "> GET /a HTTP/2",
      "> Host: a.test",
      ">",
      "< HTTP/2 204 ",
      "< \u001B[1mX-A\u001B[0m: b",
      "<",
      "* Connection #0 to host a.test left intact",
      "> GET /b HTTP/2",
      "> Host: a.test",
      ">",
      "* Empty reply from server",
    ].join("\n");
    const { entries } = importTrace(log, "v.txt").log;
    expect(entries.map(({ request, response, _error }) => [request.url, response.status, _error?.message])).toEqual([
      ["https://a.test/a", 204, undefined],
      ["https://a.test/b", 0, "Empty reply from server"],
    ]);
    expect(entries[0]?.response.headers).toEqual([{ name: "X-A", value: "b" }]);
  });

  test("the response after a 100 without an empty line after it, as older versions print it", () => {
    const log = [
      "> POST /up HTTP/1.1",
      "> Host: a.test",
      "> Expect: 100-continue",
      "> ",
      "< HTTP/1.1 100 Continue",
      "} [2048 bytes data]",
      "< HTTP/1.1 413 Payload Too Large",
      "< Content-Length: 3",
      "< ",
      "big",
    ].join("\n");
    const [entry, ...others] = importTrace(log, "v.txt").log.entries;
    expect(others).toEqual([]);
    expect(entry?.response).toMatchObject({ status: 413, content: { text: "big" } });
  });

  test("the progress meter of a real curl is not a body", async () => {
    const origin = await startTestServer((_request, response) => response.end("eleven char"));
    const { stderr } = await run("bash", ["-c", `curl -q -v ${origin}/v >/dev/null`]);
    expect(stderr).toContain("% Total");
    const [entry] = importTrace(stderr, "v.txt").log.entries;
    expect(entry?.response.content).toEqual({ size: 11, mimeType: "" });
  });
});
