import { expect, test } from "vitest";

import { createRedactor } from "../../../src/redact/redactor.ts";
import { startTestProxy, exchangeRaw } from "../../helpers/proxy.ts";
import { startRawServer } from "../../helpers/test-server.ts";

const SECRETS = ["gAAAAABkeystone-token-1234567890", "hunter2-hunter2", "c2Vzc2lvbi1jb29raWU", "qp-secret-987654321"];

test("a head that is kept as it was sent is masked as its fields and its URL are", async () => {
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
