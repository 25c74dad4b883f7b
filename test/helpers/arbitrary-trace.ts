import * as fc from "fast-check";

import type {
  Content,
  Entry,
  Header,
  Origin,
  PostData,
  Request,
  Response,
  Trace,
} from "../../src/trace/model/types.ts";

/** Any trace as the parser returns it, with hostile texts and fields of other tools at every level. */
export function arbitraryTrace(): fc.Arbitrary<Trace> {
  const creator = withForeign(
    fc.record({ name: text, version: text, comment: text }, { requiredKeys: ["name", "version"] }),
  );
  const page = fc.record({ startedDateTime: isoDate, id: text, title: text, pageTimings: foreignFields });
  const log = withForeign(
    fc.record(
      {
        version: fc.constant("1.2" as const),
        creator,
        browser: creator,
        pages: fc.array(page, { maxLength: 2 }),
        comment: text,
        entries: arbitraryEntries(),
        _wirewalk: origin,
      },
      { requiredKeys: ["version", "creator", "entries"] },
    ),
  );
  return fc.record({ log });
}

const isoDate = fc
  .date({ noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01") })
  .map((date) => date.toISOString());

/** Entries in the order of their starts, some of them simultaneous. */
function arbitraryEntries(): fc.Arbitrary<readonly Entry[]> {
  const starts = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 });
  return starts.chain((delays) => {
    let microseconds = 0;
    const entries = delays.map((delay) => {
      microseconds += delay * 400;
      return arbitraryEntry(`2026-11-23T10:00:00.${String(microseconds).padStart(6, "0")}Z`);
    });
    return fc.tuple(...entries);
  });
}

/** Text that breaks careless code: lone surrogates, line separators, quotes, control characters. */
const text: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom("__proto__", "\uD800", "\uDC00\uD800", "\u2028\u2029", '"\\', "\n      ", "\u0000", "한국어"),
);

const foreignName = fc.oneof(
  fc.constantFrom("__proto__", "_constructor", "_toString", "_priority", "_initiator"),
  text.map((name) => `_x${name}`),
);

// JSON.stringify writes -0 as 0.
const foreignValue = fc.jsonValue({ maxDepth: 2 }).map((value): unknown => JSON.parse(JSON.stringify(value)));

const foreignFields: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc
  .array(fc.tuple(foreignName, foreignValue), { maxLength: 2 })
  // Assignment would lose a key named `__proto__`.
  .map((fields) => Object.fromEntries(fields));

function withForeign<T extends object>(value: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.tuple(value, foreignFields).map(([fields, foreign]) => merge(fields, foreign));
}

function merge<T extends object>(fields: T, foreign: object): T {
  return { ...fields, ...foreign };
}

const size = fc.oneof(fc.constant(-1), fc.nat());
const duration = fc.oneof(
  fc.constant(-1),
  fc.nat({ max: 1_000_000 }).map((value) => value / 1000),
);
const textsByName = fc.dictionary(text, text, { maxKeys: 3 });

const header: fc.Arbitrary<Header> = withForeign(
  fc.record({ name: text, value: text, comment: text }, { requiredKeys: ["name", "value"] }),
);
const headers = fc.array(header, { maxLength: 2 });

const cookie = withForeign(
  fc.record(
    {
      name: text,
      value: text,
      path: text,
      domain: text,
      expires: isoDate,
      httpOnly: fc.boolean(),
      secure: fc.boolean(),
    },
    { requiredKeys: ["name", "value"] },
  ),
);

const cut = {
  _truncated: fc.constant(true as const),
  _size: fc.nat(),
  _sha256: fc.string({ unit: fc.constantFrom("0", "7", "c", "f"), minLength: 64, maxLength: 64 }),
};

const param = fc.record({ name: text, value: text, fileName: text, contentType: text }, { requiredKeys: ["name"] });

const postData: fc.Arbitrary<PostData> = withForeign(
  fc.record(
    {
      mimeType: text,
      text,
      params: fc.array(param, { maxLength: 2 }),
      _encoding: fc.constant("base64" as const),
      ...cut,
    },
    { requiredKeys: ["mimeType", "text"] },
  ),
  // A form that is only in `params` gets its text from the parser.
).map((data) => (data.text === "" ? Object.assign({}, data, { params: [] }) : data));

const content: fc.Arbitrary<Content> = withForeign(
  fc.record(
    { size, compression: fc.nat(), mimeType: text, text, encoding: fc.constant("base64" as const), ...cut },
    { requiredKeys: ["size", "mimeType"] },
  ),
);

const message = {
  httpVersion: text,
  cookies: fc.array(cookie, { maxLength: 2 }),
  headers,
  headersSize: size,
  bodySize: size,
};

const request: fc.Arbitrary<Request> = withForeign(
  fc.record(
    { method: text, url: text, ...message, queryString: headers, postData, comment: text },
    { requiredKeys: ["method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"] },
  ),
);

const informational = fc.record({ status: fc.integer({ min: 100, max: 199 }), statusText: text, headers });

const response: fc.Arbitrary<Response> = withForeign(
  fc.record(
    {
      status: fc.nat({ max: 599 }),
      statusText: text,
      ...message,
      content,
      redirectURL: text,
      _trailers: headers,
      _informational: fc.array(informational, { maxLength: 2 }),
    },
    {
      requiredKeys: [
        "status",
        "statusText",
        "httpVersion",
        "cookies",
        "headers",
        "content",
        "redirectURL",
        "headersSize",
        "bodySize",
      ],
    },
  ),
);

const timings = fc.record({
  blocked: duration,
  dns: duration,
  connect: duration,
  ssl: duration,
  send: duration,
  wait: duration,
  receive: duration,
});

const error = fc.record({ code: text, message: text, phase: fc.constantFrom("connect", "send", "wait", "receive") });
const someText = text.filter((value) => value !== "");

function arbitraryEntry(startedDateTime: string): fc.Arbitrary<Entry> {
  return withForeign(
    fc.record(
      {
        pageref: text,
        startedDateTime: fc.constant(startedDateTime),
        time: fc.nat(),
        request,
        response,
        cache: foreignFields,
        timings,
        serverIPAddress: someText,
        connection: someText,
        comment: text,
        _id: text,
        _client: text,
        _server: text,
        _error: error,
        _retryOf: text,
        _redirectOf: text,
      },
      { requiredKeys: ["startedDateTime", "time", "request", "response", "cache", "timings"] },
    ),
  );
}

const command = fc.record(
  { argv: fc.array(text), env: textsByName, exitCode: fc.nat(), stdout: text, stderr: text },
  { requiredKeys: ["argv", "exitCode", "stdout", "stderr"] },
);

const origin: fc.Arbitrary<Origin> = withForeign(
  fc.record(
    {
      format: fc.constant(1 as const),
      flow: fc.record({ name: text, inputs: textsByName }),
      command,
      profile: text,
      redacted: fc.dictionary(text, fc.nat(), { maxKeys: 3 }),
    },
    { requiredKeys: ["format", "redacted"] },
  ),
);
