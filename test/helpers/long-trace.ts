import { closeSync, openSync, writeSync } from "node:fs";

/** A trace as wirewalk writes it, of any size. */
export interface LongTrace {
  readonly exchanges: number;
  /** Characters of each response's body. */
  readonly body: number;
}

/** Writes a generated trace in wirewalk's form, with constant memory. */
export function writeLongTrace(file: string, { exchanges, body }: LongTrace): void {
  const descriptor = openSync(file, "w");
  const text = JSON.stringify(LINE.repeat(Math.ceil(body / LINE.length)).slice(0, body));
  let waiting = `{\n  "log": {\n    "version": "1.2",\n    "creator": {\n      "name": "wirewalk",\n      "version": "0"\n    },\n    "entries": [`;
  const flush = (): void => {
    writeSync(descriptor, waiting);
    waiting = "";
  };
  for (let index = 0; index < exchanges; index += 1) {
    waiting += `${index === 0 ? "" : ","}\n      ${toLines(makeEntry(index, body), "      ").replace('"@"', () => text)}`;
    if (waiting.length > 1 << 22) flush();
  }
  waiting += `\n    ],\n    "_wirewalk": {\n      "format": 1,\n      "redacted": {}\n    }\n  }\n}\n`;
  flush();
  closeSync(descriptor);
}

const LINE = 'name "cirros", status active, as many services say in plain text\n';

function toLines(value: unknown, indent: string): string {
  return JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`);
}

function makeEntry(index: number, size: number): object {
  const status = index % 50 === 49 ? 503 : 200;
  const message = { httpVersion: "HTTP/1.1", cookies: [], headersSize: -1 };
  return {
    startedDateTime: new Date(1_795_000_000_000 + index * 20).toISOString().replace("Z", "000Z"),
    time: 12.5,
    request: {
      method: "GET",
      url: `http://cloud.example/v2/images/${index % 100}?page=${index}`,
      headers: [{ name: "Accept", value: "text/plain" }],
      queryString: [{ name: "page", value: String(index) }],
      bodySize: 0,
      ...message,
    },
    response: {
      status,
      statusText: status === 200 ? "OK" : "Service Unavailable",
      headers: [{ name: "Content-Type", value: "text/plain" }],
      content: { size, mimeType: "text/plain", text: "@" },
      redirectURL: "",
      bodySize: size,
      ...message,
    },
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0.5, wait: 10, receive: 2 },
    _id: `get-v2-images-id-${index}`,
    _client: "client",
    _server: "cloud.example",
  };
}
