import { isUtf8 } from "node:buffer";

import { importTrace } from "../../src/import/import.ts";
import { redactTrace } from "../../src/redact/redact-trace.ts";
import { createRedactor } from "../../src/redact/redactor.ts";
import type { Trace } from "../../src/trace/model/types.ts";
import type { Message, WireBody } from "./plant.ts";

/** Imports messages from a HAR file as a browser would write it. Throws if nothing would be written. */
export function importMessages(messages: readonly Message[]): { readonly trace: Trace; readonly text: string } {
  const har = JSON.stringify({
    log: { version: "1.2", creator: { name: "a browser", version: "1" }, entries: messages.map(toEntry) },
  });
  const { chunks } = redactTrace(importTrace(har, "a.har"), createRedactor());
  const text = Array.from(chunks).join("");
  return { trace: JSON.parse(text) as Trace, text };
}

export function toEntry(message: Message, index: number): unknown {
  const path = message.path ?? "/x";
  const url = path.startsWith("/") ? `https://api.example${path}` : path;
  return {
    startedDateTime: new Date(Date.UTC(2026, 10, 29, 9) + index * 1000).toISOString(),
    time: 5,
    request: {
      method: message.method ?? "GET",
      url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: toHeaders(message.requestHeaders, message.requestBody),
      queryString: Array.from(URL.parse(url)?.searchParams ?? [], ([name, value]) => ({ name, value })),
      ...(message.requestBody !== undefined && {
        postData: { mimeType: message.requestBody.type, text: message.requestBody.bytes.toString() },
      }),
      headersSize: -1,
      bodySize: -1,
    },
    response: {
      status: message.status ?? 200,
      statusText: "OK",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: toHeaders(message.responseHeaders, message.responseBody),
      content: toContent(message),
      redirectURL: "",
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: 5, receive: 0 },
  };
}

function toHeaders(headers: Message["requestHeaders"], body: WireBody | undefined): unknown {
  const type = body === undefined || body.type === "" ? [] : [["Content-Type", body.type] as const];
  return [...(headers ?? []), ...type].map(([name, value]) => ({ name, value }));
}

function toContent({ responseBody, stated }: Message): unknown {
  if (responseBody === undefined) return { size: 0, mimeType: "" };
  const bytes = Buffer.from(responseBody.bytes);
  const size = bytes.byteLength;
  if (stated !== undefined) return { size, mimeType: responseBody.type, ...stated };
  return isUtf8(bytes) && !bytes.includes(0)
    ? { size, mimeType: responseBody.type, text: bytes.toString() }
    : { size, mimeType: responseBody.type, text: bytes.toString("base64"), encoding: "base64" };
}
