import { once } from "node:events";
import * as http2 from "node:http2";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";

import { request } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";

import { type EntryParts, aTrace } from "./a-trace.ts";
import { sendRaw, startReplay } from "./start-replay.ts";

/** The bytes that are sent for one recorded exchange. */
async function wireOf(entry: EntryParts): Promise<string> {
  const server = await startReplay(aTrace(entry));
  const { pathname } = new URL(entry.url, "http://cloud.example");
  const lines = [`${entry.method ?? "GET"} ${pathname} HTTP/1.1`, "Host: cloud.example", "Connection: close"];
  return sendRaw([...server.origins.values()][0] ?? "", lines);
}

describe("in the connection", () => {
  test("the head is the recorded one: reason phrase, order, case, and duplicates, with nothing added", async () => {
    const wire = await wireOf({
      url: "/identity",
      status: 300,
      reason: "MULTIPLE CHOICES",
      headers: [
        ["date", "Mon, 23 Nov 2026 10:00:00 GMT"],
        ["X-Openstack-Request-ID", "req-1"],
        ["Set-Cookie", "a=REDACTED-cookie-1"],
        ["vary", "X-Auth-Token"],
        ["Set-Cookie", "b=REDACTED-cookie-2"],
        ["content-Length", "999"],
      ],
      text: "{}",
    });
    expect(wire).toBe(
      [
        "HTTP/1.1 300 MULTIPLE CHOICES",
        "date: Mon, 23 Nov 2026 10:00:00 GMT",
        "X-Openstack-Request-ID: req-1",
        "Set-Cookie: a=REDACTED-cookie-1",
        "vary: X-Auth-Token",
        "Set-Cookie: b=REDACTED-cookie-2",
        "content-Length: 2",
        "",
        "{}",
      ].join("\r\n"),
    );
  });

  test("headers of the recorded connection and of the recorded encoding are omitted", async () => {
    const wire = await wireOf({
      url: "/a",
      headers: [
        ["Transfer-Encoding", "chunked"],
        ["Content-Encoding", "gzip"],
        ["Connection", "keep-alive"],
        ["Keep-Alive", "timeout=5"],
      ],
      text: "decoded",
    });
    expect(wire).toBe("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\ndecoded");
  });

  test("a response to HEAD keeps the length that GET would have, and has no body", async () => {
    const wire = await wireOf({ url: "/a", method: "HEAD", headers: [["Content-Length", "950"]] });
    expect(wire).toBe("HTTP/1.1 200 OK\r\nContent-Length: 950\r\n\r\n");
  });

  test.each([
    [204, "No Content"],
    [304, "Not Modified"],
  ])("%i has no body and no length", async (status, reason) => {
    const wire = await wireOf({ url: "/a", status, reason, headers: [["ETag", '"1"']], text: "never" });
    expect(wire).toBe(`HTTP/1.1 ${status} ${reason}\r\nETag: "1"\r\n\r\n`);
  });

  test("data that HTTP/1.1 cannot express does not end the server", async () => {
    const wire = await wireOf({
      url: "/a",
      reason: "OK\r\nX-Evil: 1",
      headers: [
        [":status", "200"],
        ["X-Name", "한국\r\nX-Evil: 2"],
      ],
    });
    const name = Buffer.from("한국").toString("latin1");
    expect(wire).toBe(`HTTP/1.1 200 OKX-Evil: 1\r\nX-Name: ${name}X-Evil: 2\r\nContent-Length: 0\r\n\r\n`);
  });
});

describe("bodies", () => {
  test("binary ones arrive byte by byte", async () => {
    const bytes = gzipSync(Buffer.from([0, 255, 128, 13, 10]));
    const server = await startReplay(aTrace({ url: "/image", base64: bytes.toString("base64") }));
    const { headers, body } = await request(server.urlFor("http://cloud.example/image"));
    expect(Buffer.from(await body.arrayBuffer()).equals(bytes)).toBe(true);
    expect(headers["content-length"]).toBe(String(bytes.byteLength));
  });

  test("text recorded in another charset arrives as UTF-8, with that charset in its header", async () => {
    const server = await startReplay(
      aTrace({ url: "/", headers: [["Content-Type", 'text/plain; charset="EUC-KR"; x=1']], text: "이미지" }),
    );
    const answer = await fetch(server.urlFor("http://cloud.example/"));
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8; x=1");
    expect(await answer.text()).toBe("이미지");
  });
});

describe("data before and after a response", () => {
  const early = {
    status: 103,
    statusText: "Early Hints",
    headers: [{ name: "Link", value: "<http://cloud.example/a.css>" }],
  };

  async function replayWith(parts: object, method = "GET"): Promise<string> {
    const { log } = aTrace({ url: "/a", method, text: "body" });
    const entries = log.entries.map((entry) => ({ ...entry, response: { ...entry.response, ...parts } }));
    const server = await startReplay({ log: { ...log, entries } });
    const origin = [...server.origins.values()][0] ?? "";
    const wire = await sendRaw(origin, [`${method} /a HTTP/1.1`, "Host: cloud.example", "Connection: close"]);
    return wire.replaceAll(origin, "http://replay");
  }

  test("1xx responses come first, with their fields; URLs lead to the replay", async () => {
    expect(await replayWith({ _informational: [early, { status: 102, statusText: "Processing", headers: [] }] })).toBe(
      "HTTP/1.1 103 Early Hints\r\nLink: <http://replay/a.css>\r\n\r\n" +
        "HTTP/1.1 102 Processing\r\n\r\n" +
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody",
    );
  });

  test("trailers come after the body, which is then chunked", async () => {
    const trailers = [
      { name: "X-Sum", value: "5" },
      { name: "X-At", value: "http://cloud.example/b" },
    ];
    expect(await replayWith({ headers: [{ name: "Content-Length", value: "4" }], _trailers: trailers })).toBe(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\nX-Sum: 5\r\nX-At: http://replay/b\r\n\r\n",
    );
  });

  test("but not after the response to HEAD", async () => {
    expect(await replayWith({ _trailers: [{ name: "X-Sum", value: "5" }] }, "HEAD")).toBe("HTTP/1.1 200 OK\r\n\r\n");
  });
});

describe("recorded failures occur again", () => {
  const reset = { code: "ECONNRESET", message: "read ECONNRESET", phase: "wait" } as const;

  test("no response: the connection is reset, and the retry gets the next response", async () => {
    const server = await startReplay(
      aTrace({ url: "/a", status: 0, reason: "", error: reset }, { url: "/a", text: "second try" }),
    );
    const url = server.urlFor("http://cloud.example/a");
    await expect(request(url)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(await (await request(url)).body.text()).toBe("second try");
  });

  test.each(["first half of it", ""])("a response that was interrupted after %j is interrupted there", async (text) => {
    const headers = [["Content-Length", "100"]] as const;
    const server = await startReplay(aTrace({ url: "/a", headers, text, error: { ...reset, phase: "receive" } }));
    const { statusCode, body } = await request(server.urlFor("http://cloud.example/a"));
    expect(statusCode).toBe(200);
    let received = "";
    const reading = async (): Promise<void> => {
      for await (const chunk of body) received += String(chunk);
    };
    await expect(reading()).rejects.toThrow();
    expect(received).toBe(text);
  });

  // Together: undici looks at its clock once a second.
  test("after a time-out nothing arrives, until the client gives up as it did in the recording", async () => {
    const codes = ["ETIMEDOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"];
    const failures = codes.map(async (code) => {
      const error = { code, message: "", phase: "wait" } as const;
      const server = await startReplay(aTrace({ url: "/a", status: 0, reason: "", error }));
      return request(server.urlFor("http://cloud.example/a"), { headersTimeout: 1 }).catch((failure: unknown) => [
        code,
        failure,
      ]);
    });
    expect(await Promise.all(failures)).toMatchObject(codes.map((code) => [code, { code: "UND_ERR_HEADERS_TIMEOUT" }]));
  });

  test("a response that stalled stalls there, with the connection open", async () => {
    const error = { code: "UND_ERR_BODY_TIMEOUT", message: "", phase: "receive" } as const;
    const server = await startReplay(aTrace({ url: "/a", text: "first half", error }));
    const { body } = await request(server.urlFor("http://cloud.example/a"), { bodyTimeout: 1 });
    await expect(body.text()).rejects.toMatchObject({ code: "UND_ERR_BODY_TIMEOUT" });
  });

  /** What a disconnecting client leaves in the trace, recorded by the real proxy. */
  const GIVEN_UP = ["CLIENT_GONE", "UNFINISHED", "ABORTED", "UND_ERR_ABORTED", "AbortError", "TimeoutError"];

  test("after each, nothing arrives until the client disconnects, and the next attempt gets the next response", async () => {
    const attempts = GIVEN_UP.map(async (code) => {
      const error = { code, message: "", phase: "wait" } as const;
      const server = await startReplay(
        aTrace({ url: "/a", status: 0, reason: "", error }, { url: "/a", text: "second try" }),
      );
      const url = server.urlFor("http://cloud.example/a");
      const failure: unknown = await request(url, { headersTimeout: 1 }).catch((reason: unknown) => reason);
      return [code, failure, await (await request(url)).body.text()];
    });
    expect(await Promise.all(attempts)).toMatchObject(
      GIVEN_UP.map((code) => [code, { code: "UND_ERR_HEADERS_TIMEOUT" }, "second try"]),
    );
  });

  test("a response that the client aborted in the middle stops there, with the connection open", async () => {
    const error = { code: "CLIENT_GONE", message: "", phase: "receive" } as const;
    const headers = [["Content-Length", "100"]] as const;
    const server = await startReplay(aTrace({ url: "/a", headers, text: "first half", error }));
    const { statusCode, body } = await request(server.urlFor("http://cloud.example/a"), { bodyTimeout: 1 });
    expect(statusCode).toBe(200);
    let received = "";
    const reading = async (): Promise<void> => {
      for await (const chunk of body) received += String(chunk);
    };
    await expect(reading()).rejects.toMatchObject({ code: "UND_ERR_BODY_TIMEOUT" });
    expect(received).toBe("first half");
  });

  test.each(GIVEN_UP)(
    "%s: a client that keeps waiting gets a closed connection, and the notes say why",
    async (code) => {
      const error = { code, message: "", phase: "wait" } as const;
      const server = await startReplay(aTrace({ url: "/a", status: 0, reason: "", error }), { patience: 0 });
      const url = server.urlFor("http://cloud.example/a");
      await expect(request(url)).rejects.toMatchObject({ code: "UND_ERR_SOCKET" });
      expect(server.notes).toEqual([
        "GET /a ((1)-(2)) got a closed connection: its recording has no more, and the client kept waiting.",
      ]);
    },
  );

  test.each([
    ["CLIENT_GONE", "a client that keeps waiting"],
    ["INTERNAL_ERROR", "a stream that was given up"],
  ])("over HTTP/2, %s: %s gets the part that arrived, and no end", async (code) => {
    const error = { code, message: "", phase: "receive" } as const;
    const server = await startReplay(aTrace({ url: "/a", text: "first half", error }), { patience: 0 });
    const session = http2.connect(server.urlFor("http://cloud.example/"));
    onTestFinished(() => session.destroy());
    const stream = session.request({ ":path": "/a" });
    let received = "";
    stream.setEncoding("utf8").on("data", (text: string) => (received += text));
    await expect(once(stream, "error")).resolves.toMatchObject([{ code: "ERR_HTTP2_STREAM_ERROR" }]);
    expect(received).toBe("first half");
  });

  test.each(["NOT_HTTP", "HTTP2_ONLY", "SERVER_CLOSED"])(
    "%s: what is no response is sent as recorded, and the connection ends",
    async (code) => {
      const error = { code, message: "", phase: "wait" } as const;
      const base64 = Buffer.from("SSH-2.0-\xff\r\n", "latin1").toString("base64");
      expect(await wireOf({ url: "/a", status: 0, reason: "", base64, error })).toBe("SSH-2.0-\xff\r\n");
    },
  );

  test("what made a client leave is sent as recorded, and then nothing until it leaves", async () => {
    const error = { code: "CLIENT_GONE", message: "", phase: "wait" } as const;
    const trace = aTrace({ url: "/a", status: 0, reason: "", text: "SSH-2.0-OpenSSH\r\n", error });
    const server = await startReplay(trace);
    const reading = request(server.urlFor("http://cloud.example/a"));
    await expect(reading).rejects.toMatchObject({ name: "HTTPParserError" });
  });

  test("an idle connection ends with the replay", async () => {
    const error = { code: "CLIENT_GONE", message: "", phase: "wait" } as const;
    const server = await startReplay(aTrace({ url: "/a", status: 0, reason: "", error }));
    const socket = connect(Number(new URL(server.urlFor("http://cloud.example/a")).port), "127.0.0.1");
    // The 100 response shows that the request has arrived.
    socket.write("POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 0\r\n\r\n");
    await once(socket, "data");
    await server[Symbol.asyncDispose]();
    await once(socket, "close");
  });

  test("a client that disconnects leaves the server running", async () => {
    const server = await startReplay(aTrace({ url: "/a", method: "POST", text: "a" }));
    const url = server.urlFor("http://cloud.example/a");
    const signal = AbortSignal.abort();
    await expect(request(url, { method: "POST", signal })).rejects.toThrow();
    await sendRaw(url, ["POST /a HTTP/1.1", "Host: x", "Content-Length: 10", "Connection: close", "", "0123456789"]);
    expect(await (await request(url, { method: "POST" })).body.text()).toBe("a");
  });
});
