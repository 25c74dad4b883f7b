import { describe, expect, test } from "vitest";

import { createRedactor } from "../../../src/redact/redactor.ts";
import { startTestProxy, exchangeRaw } from "../../helpers/proxy.ts";
import { startRawServer } from "../../helpers/test-server.ts";

const SECRETS = ["gAAAAABkeystone-token-1234567890", "hunter2-hunter2", "c2Vzc2lvbi1jb29raWU", "qp-secret-987654321"];

test("a raw head is masked like its fields and its URL", async () => {
  const [token, password, session, query] = SECRETS;
  const origin = await startRawServer((_, socket) =>
    socket.end(
      `HTTP/1.1 200 OK\nX-Subject-Token:${token}\r\nSet-Cookie: session=${session};\r\n\tHttpOnly\r\nContent-Length: 0\r\n\r\n`,
    ),
  );
  const { proxy, entries } = await startTestProxy({}, { redactor: createRedactor() });
  const basic = Buffer.from(`admin:${password}`).toString("base64");
  await exchangeRaw(
    proxy.port,
    `GET ${origin}/v3/auth?access_token=${query}&a=${token} HTTP/1.1\r\nX-Auth-Token:${token}\r\nAuthorization: Basic\r\n ${basic}\r\n` +
      `Cookie:session=${session}\r\nX-Odd;\r\nX-Echo:  ${password}\r\n\r\n`,
  );
  const [entry] = await entries();
  const heads = [entry?.request._rawHead ?? "", entry?.response._rawHead ?? ""];
  expect(heads[0]).toMatch(
    /^GET \/v3\/auth\?access_token=REDACTED-[^]*\r\nX-Auth-Token:\S*REDACTED-token-\d+\r\n[^]*X-Odd;\r\n/,
  );
  expect(heads[1]).toMatch(/^HTTP\/1\.1 200 OK\nX-Subject-Token:\S*REDACTED-token-\d+\r\n/);
  const text = JSON.stringify(entry);
  for (const secret of [...SECRETS, basic]) expect(text).not.toContain(secret);
});

const TARGETS = [
  ["a fragment", "GET", "/a?b=c#d=e", "/a?b=c#d=e"],
  ["the whole server", "OPTIONS", "*", "/*"],
  ["no slash", "GET", "a/b", "/a/b"],
  ["a blank", "GET", "/a b", undefined],
  ["bytes that are no text", "GET", "/a\xFF\x01b", "/a\xFF\x01b"],
  ["letters", "GET", "/caf\xC3\xA9|<>\"'^`{}", undefined],
  ["a scheme that is none of ours", "GET", "ftp://x/y", "/ftp://x/y"],
] as const;

describe.each([
  ["in a tunnel", (host: string) => `CONNECT ${host} HTTP/1.1\r\n\r\n`, () => ""],
  ["sent to a proxy", () => "", (host: string, target: string) => (target.startsWith("/") ? `http://${host}` : "")],
])("a target %s", (_, before, authority) => {
  test.each(TARGETS)("with %s is passed on unchanged, and recorded so", async (__, method, target, odd) => {
    const { asked, entry, origin } = await ask((host) => {
      const head = `${method} ${authority(host, target)}${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
      return before(host) + head;
    });
    expect(asked.startsWith(`${method} ${target} HTTP/1.1\r\n`)).toBe(true);
    expect(entry?.request.url).toBe(origin + (odd ?? toText(target)));
    expect(entry?.request._rawHead).toBe(odd === undefined ? undefined : toText(asked));
  });
});

test.each([
  ["OPTIONS", "", "*", "/"],
  ["GET", "#d", "/#d", "/#d"],
  ["GET", "?q", "/?q", "/?q"],
])("%s of a URL without a path (%j) is what a server gets directly", async (method, rest, sent, path) => {
  const { asked, entry, origin } = await ask((host) => `${method} http://${host}${rest} HTTP/1.1\r\nHost: x\r\n\r\n`);
  expect(asked).toBe(`${method} ${sent} HTTP/1.1\r\nHost: x\r\n\r\n`);
  expect(entry?.request.url).toBe(origin + path);
});

/** A request as the server receives it, and as the trace has it. */
async function ask(toRequest: (host: string) => string) {
  let asked = "";
  const origin = await startRawServer((bytes, socket) => {
    asked = bytes;
    if (bytes.endsWith("\r\n\r\n")) socket.end("HTTP/1.1 204 No Content\r\n\r\n");
  });
  const { proxy, entries } = await startTestProxy();
  await exchangeRaw(proxy.port, toRequest(new URL(origin).host));
  const [entry] = await entries();
  return { asked, entry, origin };
}

function toText(latin1: string): string {
  const text = Buffer.from(latin1, "latin1").toString();
  return text.includes("\uFFFD") ? latin1 : text;
}

test("a secret in the fragment of a target is masked in both places", async () => {
  const origin = await startRawServer((_, socket) => socket.end("HTTP/1.1 204 No Content\r\n\r\n"));
  const { proxy, entries } = await startTestProxy({}, { redactor: createRedactor() });
  await exchangeRaw(proxy.port, `GET ${origin}/a#access_token=qp-secret-987654321 HTTP/1.1\r\nHost: x\r\n\r\n`);
  const [entry] = await entries();
  expect(entry?.request._rawHead).toMatch(/^GET \/a#access_token=REDACTED-/);
  expect(JSON.stringify(entry)).not.toContain("qp-secret-987654321");
});
