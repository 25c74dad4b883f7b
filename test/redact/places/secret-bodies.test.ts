import { describe, expect, test } from "vitest";

import type { Exchange } from "../../../src/trace/journal/exchange.ts";
import { anExchange } from "../../helpers/an-exchange.ts";
import { aBody, redact, redactBody, redactHeader, redactUrl } from "../redact.ts";

const SECRETS = "http://127.0.0.1:9311/v1/secrets/7d0a2ff0-0e8c-4a8c-8d58-2c4a4f9f5f1a";

function shown(exchange: Partial<Exchange>): string {
  const [masked] = redact(anExchange(exchange));
  return `${masked?.requestBody?.text ?? ""}|${masked?.responseBody?.text ?? ""}`;
}

describe("bodies that are a secret as a whole", () => {
  test("the payload of a Barbican secret is masked, as text and as bytes", () => {
    const text = aBody("correct horse", "text/plain");
    expect(shown({ url: `${SECRETS}/payload`, status: 200, responseBody: text })).toBe("|REDACTED-secret-1");
    const bytes = { ...aBody("j6dOu/Xd", "application/octet-stream"), base64: true };
    expect(shown({ url: `${SECRETS}/payload`, status: 200, responseBody: bytes })).toBe(
      "|(bytes that hold REDACTED-secret-1)",
    );
    expect(shown({ url: SECRETS, status: 200, responseBody: aBody("correct horse", "text/plain") })).toBe(
      "|REDACTED-secret-1",
    );
  });

  test("so is the request that stores it", () => {
    const requestBody = aBody("correct horse", "text/plain");
    expect(shown({ method: "PUT", url: SECRETS, status: 204, requestBody })).toBe("REDACTED-secret-1|");
  });

  test("the metadata of a secret, or an error, stays", () => {
    const about = '{"name":"db","status":"ACTIVE"}';
    expect(shown({ url: SECRETS, status: 200, responseBody: aBody(about) })).toBe(`|${about}`);
    const error = aBody("Not found", "text/plain");
    expect(shown({ url: `${SECRETS}/payload`, status: 404, responseBody: error })).toBe("|Not found");
  });

  test("the token of a metadata service is masked, also where it is used again", () => {
    const answer = anExchange({
      method: "PUT",
      url: "http://169.254.169.254/latest/api/token",
      status: 200,
      responseBody: aBody("AQAEAHk7Tm0rX2w9LmQ3cGJ4bg==", "text/plain"),
    });
    const [first, second] = redact(answer, anExchange({ reason: "used AQAEAHk7Tm0rX2w9LmQ3cGJ4bg== twice" }));
    expect(first?.responseBody?.text).toBe("REDACTED-secret-1");
    expect(second?.reason).toBe("used REDACTED-secret-1 twice");
  });
});

describe("the result of a login", () => {
  const TOKEN = "0424bd59b807674191e7d77572075f33";

  /** The response of a call, and a later exchange with the same result. */
  function resultsOf(call: string, result: string): string {
    const [first, later] = redact(
      anExchange({ requestBody: aBody(call), responseBody: aBody(JSON.stringify({ result, id: 1 })) }),
      anExchange({ url: `http://h/${result}`, requestBody: aBody(JSON.stringify({ status: result })) }),
    );
    return [first?.responseBody?.text, later?.url, later?.requestBody?.text].join("|");
  }

  test.each([
    ["LuCI", '{"id":1,"method":"login","params":["root","Fz81quart"]}'],
    ["Zabbix", '{"jsonrpc":"2.0","method":"user.login","params":{"username":"a","password":"Fz81quart"},"id":1}'],
    [
      "another order",
      '{"jsonrpc":"2.0","params":{"username":"a","password":"Fz81quart"},"id":1,"method":"user.login"}',
    ],
    ["TrueNAS", '{"method":"auth.generate_token","params":[600,{"a":{}}]}'],
  ])("%s: a token is masked wherever it is", (_name, call) => {
    for (const token of [TOKEN, "wQ7n4Zk39dkLw02mPqXs8Vb1-Rt6Yh5Jg0Nc3Ef2UaI8="]) {
      const shown = resultsOf(call, token);
      expect(shown).not.toContain(token);
      expect(shown.match(/REDACTED-secret-1/g)).toHaveLength(3);
    }
  });

  test.each([
    "success",
    "production",
    "welcome to production",
    "logged in",
    "OK200",
    "user12",
    "2026-11-30T10:00:00Z",
    "eu-production-cluster-1",
    "logged-in-since-2026",
  ])("a word or a time is none: %s", (result) => {
    expect(resultsOf('{"method":"login","params":["joe","Fz81quart"]}', result)).toBe(
      `{"result":"${result}","id":1}|http://h/${result}|{"status":"${result}"}`,
    );
  });

  test.each([
    '{"method":"status","params":["login"]}',
    '{"call":{"method":"login"}}',
    '{"method":["login"]}',
    '{"name":"login"}',
    "method login",
  ])("%s is no such call", (call) => {
    expect(resultsOf(call, "build0424bd59b807674191")).toContain("build0424bd59b807674191|");
  });
});

describe("URLs of noVNC", () => {
  const token = "4fbd9f10-9e3c-4c46-9b0e-25a9a3d53f9e";

  test.each([
    [`http://127.0.0.1:6080/vnc_auto.html?token=${token}`],
    [`http://127.0.0.1:6080/vnc_lite.html?path=%3Ftoken%3D${token}`],
    [`http://127.0.0.1:6080/vnc_auto.html?path=websockify%3Ftoken%3D${token}&autoconnect=1`],
    [`http://127.0.0.1:6080/spice_auto.html?token=${token}&title=a`],
  ])("%s", (url) => {
    for (const text of [
      redactUrl(url),
      redactHeader("Location", url),
      redactBody(JSON.stringify({ remote_console: { protocol: "vnc", type: "novnc", url } })),
      redactBody(`<a href="${url.replaceAll("&", "&amp;")}">console</a>`, "text/html"),
      redactBody(`| url | ${url} |\n`, "text/plain"),
    ]) {
      expect(text).not.toContain(token);
      expect(text).toMatch(/:6080\/\w+\.html\?.*REDACTED-token-1/);
    }
  });
});
