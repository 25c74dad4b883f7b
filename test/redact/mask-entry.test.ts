import { expect, test } from "vitest";

import { redactTrace } from "../../src/redact/redact-trace.ts";
import { createRedactor } from "../../src/redact/redactor.ts";
import { toEntry } from "../../src/trace/journal/entry.ts";
import { parseTrace } from "../../src/trace/model/parse.ts";
import { anExchange } from "../helpers/an-exchange.ts";

/** Places in which HAR files of other tools have data that is not in the headers, bodies, and URLs of the exchange. */
function aHar(secretOf: (place: string) => string): string {
  const { request, response, ...entry } = toEntry(anExchange(), "step", () => undefined);
  return JSON.stringify({
    log: {
      version: "1.2",
      creator: { name: "browser", version: "1" },
      browser: { name: "browser", version: "1", comment: `token=${secretOf("browser")}` },
      pages: [
        {
          id: "page_1",
          startedDateTime: entry.startedDateTime,
          title: `http://h/?token=${secretOf("title")}`,
          pageTimings: {},
        },
      ],
      comment: `password=${secretOf("log")}`,
      entries: [
        {
          ...entry,
          comment: `token=${secretOf("entry")}`,
          _webSocketMessages: [{ type: "send", data: JSON.stringify({ password: secretOf("message") }) }],
          _initiator: { url: `http://h/?access_token=${secretOf("initiator")}` },
          _error: { code: "E", message: `password=${secretOf("error")}`, phase: "wait" },
          request: {
            ...request,
            comment: `password: ${secretOf("request")}`,
            queryString: [{ name: "token", value: secretOf("query") }],
            headers: [{ name: "Accept", value: "*/*", comment: `password=${secretOf("header")}` }],
            postData: {
              mimeType: "multipart/form-data",
              text: "",
              params: [{ name: "password", value: secretOf("field") }],
            },
          },
          response: {
            ...response,
            redirectURL: `http://h/?access_token=${secretOf("redirect")}`,
            headers: [{ name: "set-cookie", value: `a=${secretOf("cookie")}\nb=${secretOf("second cookie")}; Path=/` }],
            cookies: [{ name: "c", value: secretOf("listed cookie") }],
            content: { size: 1, mimeType: "text/plain", text: "x", comment: `secret=${secretOf("content")}` },
          },
        },
      ],
    },
  });
}

test("places that only other tools write to are masked like the others", () => {
  const secrets: string[] = [];
  const har = aHar((place) => {
    const secret = `hunter-22-${place.replace(" ", "-")}`;
    secrets.push(secret);
    return secret;
  });
  const { trace } = redactTrace(parseTrace(har, "their.har"), createRedactor());
  const text = JSON.stringify(trace);
  expect(secrets).toHaveLength(16);
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  expect(text).toContain("b=REDACTED-cookie-3; Path=/");
});
