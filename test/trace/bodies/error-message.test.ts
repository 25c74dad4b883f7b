import { expect, test } from "vitest";

import { readErrorMessage } from "../../../src/trace/bodies/error-message.ts";

const read = (body: string, headers: Readonly<Record<string, string>> = {}): string | undefined =>
  readErrorMessage({ headers: Object.entries(headers).map(([name, value]) => ({ name, value })), body });

test.each([
  ['{"error": "invalid_grant", "error_description": "The code was used"}', "The code was used"],
  ['{"error": {"code": 403, "message": "Quota exceeded"}}', "Quota exceeded"],
  ['{"itemNotFound": {"code": 404, "message": "Image not found"}}', "Image not found"],
  ['{"errors": [{"message": "no field x"}], "data": null}', "no field x"],
  ['{"type": "about:blank", "title": "Gone", "detail": "It was\\n deleted"}', "It was deleted"],
  ['[{"errorCode": "INVALID", "message": "bad name"}]', "bad name"],
  ['{"error": "nope"}', "nope"],
  [
    "<Error><Code>NoSuchKey</Code><Message>The key &quot;a&quot; is not there</Message></Error>",
    'The key "a" is not there',
  ],
  ["<Error><Message>it&#x2019;s &apos;gone&apos;</Message></Error>", "it’s 'gone'"],
  [
    "<s:Envelope><s:Body><s:Fault><faultstring>no such user</faultstring></s:Fault></s:Body></s:Envelope>",
    "no such user",
  ],
  [
    "<html><head><title>503 Service Unavailable</title></head><body><h1>Down</h1></body></html>",
    "503 Service Unavailable",
  ],
  ["upstream connect error", "upstream connect error"],
])("%s says %s", (body, message) => {
  expect(read(body)).toBe(message);
});

test.each([
  "",
  "{}",
  '{"code": 7}',
  '{"cut": "in the mi',
  "<html></html>",
  "x".repeat(201),
  '[[[[[[{"message": "deep"}]]]]]]',
])("%s says nothing", (body) => {
  expect(read(body)).toBeUndefined();
});

test("headers of gRPC and of authentication say it too, and long messages are cut", () => {
  expect(read("", { "Grpc-Message": "backend stock%3A9000 refused" })).toBe("backend stock:9000 refused");
  expect(read("", { "WWW-Authenticate": 'Bearer realm="a", error_description="no scope"' })).toBe("no scope");
  expect(read(JSON.stringify({ message: "y".repeat(300) }))).toBe(`${"y".repeat(199)}…`);
  expect(read(JSON.stringify({ message: `${"y".repeat(198)}😀😀` }))).toBe(`${"y".repeat(198)}…`);
});
