import type * as Har from "./types.ts";

/**
 * The value with the keys of a trace in the order of types.ts, followed by those of other tools in the order of names. A value that is in
 * order already is not copied: a recording writes 100,000 such entries.
 */
export function orderKeys<T>(value: T, shape: ShapeName): T {
  // Only the order of keys changes, at every level, so the type stays.
  return orderAny(value, shape) as T;
}

function orderAny(value: unknown, shape: ShapeName): unknown {
  if (typeof value !== "object" || value === null || isInOrder(value, shape)) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => orderAny(item, shape));
  // The keys come from the object itself.
  const members = value as Readonly<Record<string, unknown>>;
  const ordered = Object.keys(members).map((key): [string, unknown] => {
    const nested = layouts[shape].get(key)?.shape;
    return [key, nested === undefined ? members[key] : orderAny(members[key], nested)];
  });
  // `fromEntries` keeps a key named `__proto__`; assignment would not.
  return Object.fromEntries(ordered.toSorted(([a], [b]) => compareKeys(a, b, shape)));
}

/** Whether a key is one of ours. */
export function isKeyOf(shape: ShapeName, key: string): boolean {
  return layouts[shape].has(key);
}

/** Whether nothing of it has to be copied; makes nothing. */
function isInOrder(value: unknown, shape: ShapeName): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every((item) => isInOrder(item, shape));
  // The keys come from the object itself.
  const members = value as Readonly<Record<string, unknown>>;
  const layout = layouts[shape];
  let previous = -1;
  // Only the object's own: JSON and literals have no others.
  for (const key in members) {
    const known = layout.get(key);
    if (known === undefined || known.rank <= previous) return false;
    previous = known.rank;
    if (known.shape !== undefined && !isInOrder(members[key], known.shape)) return false;
  }
  return true;
}

function compareKeys(a: string, b: string, shape: ShapeName): number {
  const layout = layouts[shape];
  const difference = (layout.get(a)?.rank ?? layout.size) - (layout.get(b)?.rank ?? layout.size);
  if (difference !== 0) return difference;
  return a < b ? -1 : 1;
}

interface Shapes {
  log: Har.Log;
  creator: Har.Creator;
  page: Har.Page;
  origin: Har.Origin;
  missing: Har.Missing;
  alike: Har.Alike;
  flow: Har.FlowOrigin;
  command: Har.CommandOrigin;
  entry: Har.Entry;
  error: Har.ExchangeError;
  tls: Har.Tls;
  connected: Har.Connecting;
  tlsCertificate: Har.TlsCertificate;
  spans: Har.SpanIds;
  recorder: Har.Recorder;
  manifest: Har.Manifest;
  session: Har.SessionOrigin;
  header: Har.Header;
  cookie: Har.Cookie;
  request: Har.Request;
  postData: Har.PostData;
  param: Har.Param;
  response: Har.Response;
  informational: Har.Informational;
  chunk: Har.ResponseChunk;
  upgrade: Har.Upgrade;
  upgradeTraffic: Har.UpgradeTraffic;
  webSocketMessage: Har.WebSocketMessage;
  content: Har.Content;
  timings: Har.Timings;
}

type ShapeName = keyof Shapes;

/** Every key of a type, in order: 0 for a plain value, else the shape of the object, or of the list's objects. */
type Shape<T> = Readonly<Record<keyof T, ShapeName | 0>>;

const cutBody = { _truncated: 0, _size: 0, _sha256: 0 } as const;

const shapes: { readonly [Name in ShapeName]: Shape<Shapes[Name]> } = {
  log: {
    version: 0,
    creator: "creator",
    browser: "creator",
    pages: "page",
    comment: 0,
    entries: "entry",
    _wirewalk: "origin",
  },
  creator: { name: 0, version: 0, comment: 0 },
  page: { startedDateTime: 0, id: 0, title: 0, pageTimings: 0, comment: 0 },
  origin: {
    format: 0,
    flow: "flow",
    command: "command",
    profile: 0,
    missing: "missing",
    recorders: "recorder",
    manifest: "manifest",
    session: "session",
    aliases: 0,
    shard: 0,
    alike: "alike",
    redacted: 0,
    substituted: 0,
  },
  alike: { aliases: 0, but: 0 },
  missing: { kind: 0, host: 0, reason: 0, count: 0, sent: 0, received: 0 },
  flow: { name: 0, inputs: 0 },
  command: { argv: 0, env: 0, exitCode: 0, stdout: 0, stderr: 0 },
  entry: {
    pageref: 0,
    startedDateTime: 0,
    time: 0,
    request: "request",
    response: "response",
    cache: 0,
    timings: "timings",
    serverIPAddress: 0,
    connection: 0,
    comment: 0,
    _id: 0,
    _client: 0,
    _server: 0,
    _error: "error",
    _upgrade: "upgrade",
    _webSocketMessages: "webSocketMessage",
    _remarks: 0,
    _tried: 0,
    _tls: "tls",
    _connected: "connected",
    _retryOf: 0,
    _redirectOf: 0,
    _nestedIn: 0,
    _notes: 0,
    _spans: "spans",
    _recorder: 0,
    _twinOf: 0,
    _twinBy: 0,
  },
  error: { code: 0, message: 0, phase: 0 },
  manifest: { seen: 0, ranges: 0, digests: 0, chain: 0, proof: 0 },
  session: { id: 0, sealed: 0 },
  recorder: { id: 0, name: 0, sha256: 0, exchanges: 0, alias: 0, offset: 0, log: 0 },
  spans: { trace: 0, client: 0, server: 0 },
  connected: { dns: 0, connect: 0, ssl: 0 },
  tls: { version: 0, cipher: 0, chain: "tlsCertificate", refused: 0 },
  tlsCertificate: { subject: 0, issuer: 0, expires: 0 },
  header: { name: 0, value: 0, comment: 0 },
  cookie: { name: 0, value: 0, path: 0, domain: 0, expires: 0, httpOnly: 0, secure: 0, comment: 0 },
  request: {
    method: 0,
    url: 0,
    httpVersion: 0,
    cookies: "cookie",
    headers: "header",
    queryString: "header",
    postData: "postData",
    headersSize: 0,
    bodySize: 0,
    comment: 0,
    _rawHead: 0,
    _changed: 0,
    _trailers: "header",
    _chunks: "chunk",
  },
  postData: { mimeType: 0, text: 0, params: "param", comment: 0, _encoding: 0, _masked: 0, _unopened: 0, ...cutBody },
  param: { name: 0, value: 0, fileName: 0, contentType: 0, comment: 0 },
  response: {
    status: 0,
    statusText: 0,
    httpVersion: 0,
    cookies: "cookie",
    headers: "header",
    content: "content",
    redirectURL: 0,
    headersSize: 0,
    bodySize: 0,
    comment: 0,
    _rawHead: 0,
    _trailers: "header",
    _informational: "informational",
    _chunks: "chunk",
  },
  chunk: { time: 0, size: 0 },
  upgrade: { protocol: 0, sent: "upgradeTraffic", received: "upgradeTraffic" },
  upgradeTraffic: { bytes: 0, frames: 0 },
  webSocketMessage: { type: 0, time: 0, opcode: 0, data: 0, _encoding: 0, _code: 0, _truncated: 0, _size: 0 },
  informational: { status: 0, statusText: 0, headers: "header" },
  content: {
    size: 0,
    compression: 0,
    mimeType: 0,
    text: 0,
    encoding: 0,
    comment: 0,
    _masked: 0,
    _unopened: 0,
    ...cutBody,
  },
  timings: { blocked: 0, dns: 0, connect: 0, ssl: 0, send: 0, wait: 0, receive: 0, comment: 0 },
};

type Layout = ReadonlyMap<string, { readonly rank: number; readonly shape: ShapeName | undefined }>;

function toLayout(shape: Readonly<Record<string, ShapeName | 0>>): Layout {
  return new Map(
    Object.entries(shape).map(([key, nested], rank) => [key, { rank, shape: nested === 0 ? undefined : nested }]),
  );
}

// `fromEntries` loses the types of the names; they are those of `shapes`.
const layouts = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, toLayout(shape)])) as Readonly<
  Record<ShapeName, Layout>
>;
