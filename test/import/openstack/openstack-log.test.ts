import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { analyze } from "../../../src/analyze/analyze.ts";
import { importFile } from "../../../src/import/import-file.ts";
import { importTrace } from "../../../src/import/import.ts";
import type { Log } from "../../../src/trace/model/types.ts";

const fixture = (name: string): string => join(import.meta.dirname, "../fixtures", name);
const read = (...lines: readonly string[]): Log => importTrace(lines.join("\n"), "x.log").log;

/** `GET /a 200 {"a"…`, and the request that it retries or follows. */
function tell({ entries }: Log): readonly string[] {
  return entries.map(({ request, response, _retryOf, _redirectOf, _error }) => {
    const { pathname, search } = new URL(request.url);
    const link = _retryOf ? ` retry of ${_retryOf}` : _redirectOf ? ` led by ${_redirectOf}` : "";
    return `${request.method} ${pathname}${search} ${_error?.code ?? response.status}${link} ${response.content.text ?? ""}`.trim();
  });
}

describe("requests that keystoneauth sends without a REQ line", () => {
  test.for(["openstack-reauth-and-redirect.log", "openstack-logger-prefix.log", "openstack-without-urllib3-lines.log"])(
    "%s",
    async (name) => {
      const log = (await importFile(fixture(name))).log;
      const told = tell(log).map((line) => line.replace(/\{"token".*/, "{token}"));
      expect(told).toEqual([
        "POST /identity/v3/auth/tokens 201 {token}",
        'GET /compute/v2.1/servers/s-77 401 {"error": {"code": 401, "message": "expired"}}',
        "POST /identity/v3/auth/tokens 201 {token}",
        'GET /compute/v2.1/servers/s-77 200 retry of get-compute-v2-1-servers-s-77 {"server": {"id": "s-77", "status": "ACTIVE"}}',
        "GET /compute/v2.1 302",
        'GET /compute/v2.1/ 200 led by get-compute-v2-1 {"version": {"id": "v2.1"}}',
        'POST /compute/v2.1/servers 202 {"server": {"id": "s-78"}}',
      ]);
      expect(log.entries.at(-1)?.request.postData?.text).toBe('{"server": {"name": "mike\'s box"}}');
      expect(analyze({ log }).steps[0]?.request.body.missing).toBe("not in the trace");
      expect(log.comment).not.toContain("assigned in order");
    },
  );

  test("after a failed connection and a response that requires it, the request is retried", () => {
    const log = read(
      'REQ: curl -g -i -X PUT http://cloud.test:80/a -H "Content-Type: application/json" -d \'{"x": 1}\'',
      "Failure: Unable to establish connection to http://cloud.test:80/a: [Errno 111] ECONNREFUSED. Retrying in 0.5s. 1 retries left",
      'http://cloud.test:80 "PUT /a HTTP/1.1" 503 0',
      "RESP: [503] Content-Length: 0",
      "Retriable status code 503. Retrying in 0.5s. 3 retries left",
      'http://cloud.test:80 "PUT /a HTTP/1.1" 200 2',
      "RESP: [200] Content-Length: 2 Content-Type: application/json",
      "RESP BODY: {}",
    );
    expect(tell(log)).toEqual(["PUT /a ECONNREFUSED", "PUT /a 503 retry of put-a", "PUT /a 200 retry of put-a {}"]);
    expect(log.entries.map(({ response }) => response.status)).toEqual([0, 503, 200]);
    expect(log.entries.map(({ request }) => request.postData?.text)).toEqual(
      Array.from({ length: 3 }, () => '{"x": 1}'),
    );
  });

  test.each([
    ["", true],
    ["2026-11-29 10:00:00.123 ", false],
  ])('a log with "%s" before its lines reports that its times are made up: %s', (time, isMadeUp) => {
    const lines = ["REQ: curl -g -i -X GET http://cloud.test/a", "RESP: [200] Content-Length: 0"];
    const { comment, entries } = read(...lines.map((line) => time + line));
    expect(comment?.includes("They are dated 1970")).toBe(isMadeUp);
    expect(entries[0]?.startedDateTime.startsWith("1970")).toBe(isMadeUp);
  });

  test("requests that only urllib3 logs are there, with their status", () => {
    const log = read(
      'REQ: curl -g -i -X GET http://cloud.test/a -H "Accept: */*"',
      'http://cloud.test:80 "GET /other HTTP/1.1" 204 0',
      'http://cloud.test:80 "GET /a HTTP/1.1" 404 None',
    );
    expect(tell(log)).toEqual(["GET /a 404", "GET /other 204"]);
    expect(log.entries[0]?.comment).toBe("The log has only the status of the response.");
  });
});

describe("requests of several threads", () => {
  const first = 'REQ: curl -g -i -X GET http://cloud.test/a -H "Accept: */*"';
  const second = 'REQ: curl -g -i -X GET http://cloud.test/b -H "Accept: */*"';
  const answer = (body: string, more = ""): string =>
    `RESP: [200] Content-Length: ${body.length} Content-Type: application/json${more}`;
  const right = ["GET /a 200 [1]", "GET /b 200 [22]"];

  test("are assigned by the responses that urllib3 logs", () => {
    const log = read(
      first,
      second,
      'http://cloud.test:80 "GET /b HTTP/1.1" 200 4',
      'http://cloud.test:80 "GET /a HTTP/1.1" 200 3',
      answer("[1]"),
      answer("[22]"),
      "RESP BODY: [1]",
      "RESP BODY: [22]",
    );
    expect(tell(log)).toEqual(right);
    expect(log.comment).not.toContain("assigned in order");
  });

  test("by the names of threads, with times, levels and loggers around them", () => {
    const line = (thread: string, logger: string, text: string, at: number): string =>
      `2026-11-29 01:43:33,${100 + at} [${thread}] DEBUG ${logger} ${text}`;
    const log = read(
      line("Thread-1", "keystoneauth.session", first, 1),
      line("Thread-2", "keystoneauth.session", second, 2),
      line("Thread-2", "keystoneauth.session", answer("[22]"), 5),
      line("Thread-1", "keystoneauth.session", answer("[1]"), 6),
      line("Thread-2", "keystoneauth.session", "RESP BODY: [22]", 7),
      line("Thread-1", "keystoneauth.session", "RESP BODY: [1]", 8),
    );
    expect(tell(log)).toEqual(right);
    expect(log.entries.map(({ startedDateTime, time }) => [startedDateTime, time])).toEqual([
      ["2026-11-29T01:43:33.101000Z", 5],
      ["2026-11-29T01:43:33.102000Z", 3],
    ]);
  });

  test("by request ids", () => {
    const log = read(
      first,
      second,
      answer("[22]", " x-openstack-request-id: req-b"),
      "RESP BODY: [22]",
      "GET call to compute for http://cloud.test/b used request id req-b",
      answer("[1]", " x-openstack-request-id: req-a"),
      "RESP BODY: [1]",
      "GET call to compute for http://cloud.test/a used request id req-a",
    );
    expect(tell(log)).toEqual(right);
  });

  test("if no line distinguishes them, in order, and the trace reports it", () => {
    const log = read(first, second, answer("[1]"), "RESP BODY: [1]", answer("[22]"), "RESP BODY: [22]");
    expect(tell(log)).toEqual(right);
    expect(log.comment).toContain("assigned in order: 1.");
  });

  test("a response without a request is counted", () => {
    expect(read(answer("[]"), first).comment).toContain("Omitted responses without a request in the log: 1.");
  });
});

describe("the forms of other clients", () => {
  test.for(["openstack-log-utf16.log", "openstack-log-ansi.log"])("%s", async (name) => {
    const log = (await importFile(fixture(name))).log;
    expect(tell(log)).toEqual(['GET /compute/v2.1/servers/detail 200 {"servers": []}']);
    expect(log.entries[0]?.response.headers.map(({ name: header }) => header)).toEqual([
      "Content-Length",
      "Content-Type",
      "OpenStack-API-Version",
      "Vary",
    ]);
  });

  test("openstack-apostrophe.log", async () => {
    const { entries } = (await importFile(fixture("openstack-apostrophe.log"))).log;
    expect(entries[0]?.request.postData?.text).toBe(
      '{"server": {"name": "mike\'s box", "description": "it\'s \\"new\\""}}',
    );
  });

  test("swiftclient.log", async () => {
    const { entries } = (await importFile(fixture("swiftclient.log"))).log;
    expect(entries[0]).toMatchObject({
      request: { method: "GET", url: "http://cloud.test:8080/v1/AUTH_p1?format=json" },
      response: {
        status: 200,
        statusText: "OK",
        headers: [
          { name: "Content-Length", value: "2" },
          { name: "Content-Type", value: "application/json" },
          { name: "X-Trans-Id", value: "tx1" },
        ],
        content: { text: "[]", size: 2 },
      },
    });
  });

  test("swiftclient: other methods, pairs, bytes, and failures at another level", () => {
    const log = read(
      'INFO:swiftclient:REQ: curl -i http://cloud.test/v1/c/o DELETE -H "X-Auth-Token: abc..."',
      "INFO:swiftclient:RESP STATUS: 404 Not Found",
      `INFO:swiftclient:RESP HEADERS: [('content-type', 'text/html'), ("x-it's", 'a "b"')]`,
      `INFO:swiftclient:RESP BODY: b'<h1>it\\'s gone\\xe2\\x82\\xac</h1>\\n'`,
      "DEBUG:swiftclient:REQ: curl -i http://cloud.test/v1/c -I",
      "DEBUG:swiftclient:RESP STATUS: 204 No Content",
      "DEBUG:swiftclient:RESP HEADERS: {'content-length': '0'}",
    );
    expect(tell(log)).toEqual(["DELETE /v1/c/o 404 <h1>it's gone€</h1>", "HEAD /v1/c 204"]);
    expect(log.entries[0]?.response.headers[1]).toEqual({ name: "x-it's", value: 'a "b"' });
  });

  test("swiftclient: a call that urllib3 repeated is the last of its lines, and stays a retry", () => {
    const log = read(
      'DEBUG:urllib3.connectionpool:http://cloud.test:80 "GET /v1/c HTTP/1.1" 503 0',
      'DEBUG:urllib3.connectionpool:http://cloud.test:80 "GET /v1/c HTTP/1.1" 200 2',
      "DEBUG:swiftclient:REQ: curl -i http://cloud.test/v1/c -X GET",
      "DEBUG:swiftclient:RESP STATUS: 200 OK",
      "DEBUG:swiftclient:RESP HEADERS: {'content-length': '2'}",
      "DEBUG:swiftclient:RESP BODY: b'[]'",
    );
    expect(tell(log)).toEqual(["GET /v1/c 503", "GET /v1/c 200 retry of get-v1-c []"]);
  });

  test("glanceclient and heatclient without keystoneauth", () => {
    const log = read(
      "DEBUG:glanceclient.common.http:curl -g -i -X POST -H 'Content-Type: application/json' -H 'X-Auth-Token: {SHA1}ab' -k -d '{\"name\": \"it's\"}' http://cloud.test/v2/images",
      "DEBUG:glanceclient.common.http:",
      "HTTP/1.1 201 Created",
      "Content-Type: application/json",
      "Location: http://cloud.test/v2/images/1",
      "",
      '{"id": 1,',
      ' "name": "x"}',
      "",
      "DEBUG:glanceclient.common.http:curl -g -i -X GET -H 'Accept: */*' http://cloud.test/v2/images/1",
    );
    expect(tell(log)).toEqual(['POST /v2/images 201 {"id": 1,\n "name": "x"}', "GET /v2/images/1 NO_ANSWER"]);
    expect(log.entries[0]?.request).toMatchObject({
      headers: [{ name: "Content-Type" }, { name: "X-Auth-Token", value: "{SHA1}ab" }],
      postData: { text: '{"name": "it\'s"}' },
    });
    expect(log.entries[0]?.response.headers).toHaveLength(2);
  });

  test("DevStack's services: oslo.log before the message, and the source position after it", () => {
    const around = (text: string): string =>
      `Nov 29 01:43:33 host nova-api[1234]: DEBUG keystoneauth.session [None req-1 admin admin] ${text} {{(pid=1234) _http_log /opt/stack/session.py:517}}`;
    const log = read(
      around('REQ: curl -g -i -X POST http://cloud.test/a -H "If-Match: "x"" -H "X-B: c" -d \'{"n": "it\'s"}\''),
      around("RESP: [200] Content-Security-Policy: img-src data: blob: Content-Type: application/json"),
      around('RESP BODY: {"a": "RESP: [500] x"}'),
    );
    expect(tell(log)).toEqual(['POST /a 200 {"a": "RESP: [500] x"}']);
    expect(log.entries[0]?.request).toMatchObject({
      headers: [
        { name: "If-Match", value: '"x"' },
        { name: "X-B", value: "c" },
      ],
      postData: { text: '{"n": "it\'s"}' },
    });
    expect(log.entries[0]?.response.headers).toEqual([
      { name: "Content-Security-Policy", value: "img-src data: blob:" },
      { name: "Content-Type", value: "application/json" },
    ]);
  });

  test("oslo.log's own format, with function and line at the end", () => {
    const around = (text: string, place: string): string =>
      `2026-11-29 08:00:00.123 4711 DEBUG keystoneauth.session [req-aa-bb joe p - - -] ${text} ${place}`;
    const log = read(
      around(
        "REQ: curl -g -i -X POST http://cloud.test/a -d '{\"n\": 1}'",
        "_http_log_request /usr/lib/python3/session.py:517",
      ),
      around("RESP: [201] Content-Type: application/json", "_http_log_response /usr/lib/python3/session.py:548"),
      around('RESP BODY: {"a": "/x.py:1"}', "_http_log_response /usr/lib/python3/session.py:580"),
    );
    expect(tell(log)).toEqual(['POST /a 201 {"a": "/x.py:1"}']);
    expect(log.entries[0]?.request.postData?.text).toBe('{"n": 1}');
    expect(log.entries[0]?.response.headers).toEqual([{ name: "Content-Type", value: "application/json" }]);
  });

  test("a body that the log omits is not in the trace", () => {
    const log = read(
      'REQ: curl -g -i -X GET http://cloud.test/file -H "Accept: */*"',
      "RESP: [200] Content-Length: 48213 Content-Type: application/octet-stream",
      "RESP BODY: Omitted, Content-Type is set to application/octet-stream. Only application/json responses have their bodies logged.",
    );
    expect(analyze({ log }).steps[0]?.response.body.missing).toBe("48,213 bytes, not in the trace");
  });
});

test("a log of 3,000 requests is read in a bounded number of steps", async () => {
  const one = await readFile(fixture("openstack-reauth-and-redirect.log"), "utf8");
  const log = importTrace(one.repeat(430), "long.log").log;
  expect(log.entries).toHaveLength(7 * 430);
  expect(tell({ ...log, entries: log.entries.slice(-7) }).map((line) => line.split(" ")[2])).toEqual([
    "201",
    "401",
    "201",
    "200",
    "302",
    "200",
    "202",
  ]);
});
