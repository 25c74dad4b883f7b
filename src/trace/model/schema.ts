import * as z from "zod/mini";

import { annotate } from "../../json/annotate.ts";
import { newestFormat } from "./newest-format.ts";
import type {
  CommandOrigin,
  Connecting,
  Content,
  Cookie,
  Creator,
  Entry,
  ExchangeError,
  FlowOrigin,
  Header,
  Informational,
  Log,
  Manifest,
  Missing,
  Origin,
  Page,
  Param,
  PostData,
  Recorder,
  Request,
  Response,
  ResponseChunk,
  SessionOrigin,
  SpanIds,
  Timings,
  Tls,
  Trace,
  Upgrade,
  UpgradeTraffic,
  WebSocketMessage,
} from "./types.ts";

/**
 * The shape of types.ts as a check at run time, and the source of schemas/trace.schema.json. It describes the trace
 * after `fillGaps`, so it forgives nothing; fields that it does not name are allowed everywhere and kept.
 */

const text = z.string();
const number = z.number();
const maybeText = z.exactOptional(text);
const comment = maybeText;
const texts = z.record(z.string(), z.string());
const anything = z.record(z.string(), z.unknown());

const creator = annotate(z.object({ name: text, version: text, comment }), {
  id: "Creator",
}) satisfies z.ZodMiniType<Creator>;

const page = annotate(z.object({ startedDateTime: text, id: text, title: text, pageTimings: anything, comment }), {
  id: "Page",
}) satisfies z.ZodMiniType<Page>;

const header = annotate(z.object({ name: text, value: text, comment }), {
  id: "Header",
}) satisfies z.ZodMiniType<Header>;

const cookie = annotate(
  z.object({
    name: text,
    value: text,
    path: maybeText,
    domain: maybeText,
    expires: maybeText,
    httpOnly: z.exactOptional(z.boolean()),
    secure: z.exactOptional(z.boolean()),
    comment,
  }),
  { id: "Cookie" },
) satisfies z.ZodMiniType<Cookie>;

const param = annotate(
  z.object({ name: text, value: maybeText, fileName: maybeText, contentType: maybeText, comment }),
  { id: "Param" },
) satisfies z.ZodMiniType<Param>;

const cutBody = {
  _truncated: annotate(z.exactOptional(z.literal(true)), "Set if the body was truncated."),
  _size: annotate(z.exactOptional(number), "Bytes of the whole body on the wire."),
  _sha256: annotate(maybeText, "Hex SHA-256 of the whole body on the wire."),
};

const masked = annotate(
  z.exactOptional(z.literal(true)),
  "Set if something was masked: sizes and Content-Length are those of the masked body.",
);

const unopened = annotate(maybeText, "Why it could not be searched for secrets, as text.");

export const postDataSchema = annotate(
  z.object({
    mimeType: text,
    text,
    params: z.exactOptional(z.array(param)),
    comment,
    _encoding: annotate(z.exactOptional(z.literal("base64")), "Set if `text` is base64 of a binary body."),
    _masked: masked,
    _unopened: unopened,
    ...cutBody,
  }),
  { id: "PostData" },
) satisfies z.ZodMiniType<PostData>;

export const contentSchema = annotate(
  z.object({
    size: annotate(number, "Bytes after content decoding."),
    compression: z.exactOptional(number),
    mimeType: text,
    text: maybeText,
    encoding: z.exactOptional(z.literal("base64")),
    comment,
    _masked: masked,
    _unopened: unopened,
    ...cutBody,
  }),
  { id: "Content" },
) satisfies z.ZodMiniType<Content>;

const chunk = annotate(
  z.object({
    time: annotate(number, "Milliseconds since the head of the response; negative before it."),
    size: annotate(number, "Bytes on the wire."),
  }),
  { id: "ResponseChunk" },
) satisfies z.ZodMiniType<ResponseChunk>;

const rawHead = annotate(maybeText, "The head as it was sent, if its form is unusual.");

const request = annotate(
  z.object({
    method: text,
    url: text,
    httpVersion: text,
    cookies: z.array(cookie),
    headers: z.array(header),
    queryString: z.array(header),
    postData: z.exactOptional(postDataSchema),
    headersSize: number,
    bodySize: number,
    comment,
    _rawHead: rawHead,
    _changed: annotate(
      z.exactOptional(z.array(text)),
      "Parts that the recorder removed, replaced, or added on the way to the server, by name.",
    ),
    _trailers: annotate(z.exactOptional(z.array(header)), "Trailers, in wire order."),
    _chunks: annotate(
      z.exactOptional(z.array(chunk)),
      "When each piece of a gRPC stream was sent, if the response began before its end; a piece of 0 bytes is the end.",
    ),
  }),
  { id: "Request" },
) satisfies z.ZodMiniType<Request>;

const informational = annotate(z.object({ status: number, statusText: text, headers: z.array(header) }), {
  id: "Informational",
}) satisfies z.ZodMiniType<Informational>;

export const responseSchema = annotate(
  z.object({
    status: annotate(number, "0 if no response arrived; `_error` of the entry has the reason."),
    statusText: text,
    httpVersion: text,
    cookies: z.array(cookie),
    headers: z.array(header),
    content: contentSchema,
    redirectURL: text,
    headersSize: number,
    bodySize: number,
    comment,
    _rawHead: rawHead,
    _trailers: annotate(z.exactOptional(z.array(header)), "Trailers, in wire order."),
    _informational: annotate(z.exactOptional(z.array(informational)), "1xx responses before this one."),
    _chunks: annotate(z.exactOptional(z.array(chunk)), "When each piece of a streamed body arrived."),
  }),
  { id: "Response" },
) satisfies z.ZodMiniType<Response>;

const timings = annotate(
  z.object({
    blocked: number,
    dns: number,
    connect: number,
    ssl: number,
    send: number,
    wait: number,
    receive: number,
    comment,
  }),
  { id: "Timings", description: "Milliseconds; -1 if not measured." },
) satisfies z.ZodMiniType<Timings>;

const exchangeError = annotate(
  z.object({ code: text, message: text, phase: z.enum(["dns", "connect", "tls", "send", "wait", "receive"]) }),
  { id: "ExchangeError" },
) satisfies z.ZodMiniType<ExchangeError>;

const upgradeTraffic = annotate(
  z.object({ bytes: number, frames: annotate(z.exactOptional(number), "WebSocket frames.") }),
  { id: "UpgradeTraffic" },
) satisfies z.ZodMiniType<UpgradeTraffic>;

const upgrade = annotate(z.object({ protocol: text, sent: upgradeTraffic, received: upgradeTraffic }), {
  id: "Upgrade",
}) satisfies z.ZodMiniType<Upgrade>;

const webSocketMessage = annotate(
  z.object({
    type: z.enum(["send", "receive"]),
    time: annotate(number, "Seconds since 1970."),
    opcode: annotate(number, "1 text, 2 bytes, 8 close, 9 ping, 10 pong."),
    data: annotate(text, "Base64 if binary, else text, unless `_encoding` differs."),
    _encoding: z.exactOptional(z.enum(["text", "base64"])),
    _code: annotate(z.exactOptional(number), "Code of a close frame."),
    _truncated: cutBody._truncated,
    _size: annotate(z.exactOptional(number), "Total bytes, if truncated."),
  }),
  { id: "WebSocketMessage" },
) satisfies z.ZodMiniType<WebSocketMessage>;

const tls = annotate(
  z.object({
    version: text,
    cipher: text,
    chain: z.array(annotate(z.object({ subject: text, issuer: text, expires: text }), { id: "TlsCertificate" })),
    refused: annotate(maybeText, "Why the certificate is not trusted, as OpenSSL names it."),
  }),
  { id: "Tls" },
) satisfies z.ZodMiniType<Tls>;

/** A start is UTC by now; only the calendar is left to check. */
const start = text.check(
  z.regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/, { abort: true }),
  z.refine((value) => !Number.isNaN(Date.parse(value))),
);

const connecting = annotate(z.object({ dns: number, connect: number, ssl: number }), {
  id: "Connecting",
}) satisfies z.ZodMiniType<Connecting>;

const spanIds = annotate(z.object({ trace: maybeText, client: maybeText, server: maybeText }), {
  id: "SpanIds",
}) satisfies z.ZodMiniType<SpanIds>;

export const entrySchema = annotate(
  z.object({
    pageref: maybeText,
    startedDateTime: start,
    time: annotate(number, "Milliseconds."),
    request,
    response: responseSchema,
    cache: anything,
    timings,
    serverIPAddress: maybeText,
    connection: maybeText,
    comment,
    _id: annotate(maybeText, "Stable step ID: a slug."),
    _client: annotate(maybeText, "ID of the participant that sent the request."),
    _server: annotate(maybeText, "ID of the participant that received the request."),
    _error: annotate(z.exactOptional(exchangeError), "Why there is no response, or an incomplete one."),
    _upgrade: annotate(z.exactOptional(upgrade), "Traffic after the protocol was switched."),
    _webSocketMessages: annotate(z.exactOptional(z.array(webSocketMessage)), "Messages sent over a WebSocket."),
    _remarks: annotate(z.exactOptional(z.array(text)), "Anomalies on the wire, as text."),
    _tried: annotate(z.exactOptional(z.array(text)), "Addresses that were tried, in order."),
    _tls: annotate(z.exactOptional(tls), "Certificate and connection data of the server from the TLS handshake."),
    _connected: annotate(z.exactOptional(connecting), "Time taken to connect before the request arrived."),
    _retryOf: annotate(maybeText, "`_id` of the first try."),
    _redirectOf: annotate(maybeText, "`_id` of the exchange whose redirect led here."),
    _nestedIn: annotate(maybeText, "`_id` of the exchange that its client was processing."),
    _notes: annotate(z.exactOptional(z.array(text)), "Other operations during the exchange, as text."),
    _spans: annotate(z.exactOptional(spanIds), "The OpenTelemetry spans that it was made from."),
    _recorder: annotate(maybeText, "ID of its recorder, if there are several."),
    _twinOf: annotate(maybeText, "`_id` of the same exchange as the client recorded it, or as another file has it."),
    _twinBy: annotate(
      z.exactOptional(z.enum(["traceparent", "request-id", "connection", "content", "copy"])),
      "The evidence for it, strongest first; copy: two files have the same exchange of one recorder.",
    ),
  }),
  { id: "Entry" },
) satisfies z.ZodMiniType<Entry>;

const flow = annotate(z.object({ name: text, inputs: texts }), {
  id: "FlowOrigin",
}) satisfies z.ZodMiniType<FlowOrigin>;

const command = annotate(
  z.object({ argv: z.array(text), env: z.exactOptional(texts), exitCode: number, stdout: text, stderr: text }),
  { id: "CommandOrigin" },
) satisfies z.ZodMiniType<CommandOrigin>;

const missing = annotate(
  z.object({
    kind: annotate(
      z.enum(["refused", "bypassed", "cut", "damaged", "dropped", "left-out", "absent"]),
      "refused: connections that could not be recorded; bypassed: passed on without being parsed; cut: truncated or incomplete; damaged: lines of a journal; dropped: lost by an internal error; left-out: excluded by --only or --drop; absent: missing parts of the recording.",
    ),
    host: maybeText,
    reason: text,
    count: number,
    sent: annotate(
      z.exactOptional(number),
      "Bytes that clients sent on connections that were passed on without being parsed.",
    ),
    received: annotate(z.exactOptional(number), "Bytes that they received."),
  }),
  { id: "Missing" },
) satisfies z.ZodMiniType<Missing>;

const recorder = annotate(
  z.object({
    id: annotate(text, "The value of `_recorder` in its exchanges."),
    name: annotate(text, "Name of its source."),
    sha256: annotate(text, "Shortened SHA-256 of its exchanges."),
    exchanges: number,
    alias: annotate(maybeText, "Letters in its aliases."),
    offset: annotate(z.exactOptional(number), "Microseconds added to its times."),
    log: annotate(z.exactOptional(anything), "Metadata of its source."),
  }),
  { id: "Recorder" },
) satisfies z.ZodMiniType<Recorder>;

const manifest = annotate(
  z.object({
    seen: annotate(number, "Exchanges that the recorder saw."),
    ranges: annotate(text, "Numbers of the exchanges that it wrote, from 1, such as 1-117 132-240."),
    digests: annotate(text, "Six characters of the digest of each exchange, in order."),
    chain: annotate(text, "Chain over all digests."),
    proof: annotate(maybeText, "HMAC of the other fields with the key of the session."),
  }),
  { id: "Manifest" },
) satisfies z.ZodMiniType<Manifest>;

const session = annotate(
  z.object({
    id: annotate(text, "Identifies the key without revealing it."),
    sealed: annotate(
      z.exactOptional(z.array(text)),
      "Secrets that the recorder detected, encrypted with the session's key.",
    ),
  }),
  { id: "SessionOrigin" },
) satisfies z.ZodMiniType<SessionOrigin>;

const origin = annotate(
  z.object({
    format: annotate(z.literal(newestFormat), "Version of the fields that start with an underscore."),
    flow: z.exactOptional(flow),
    command: z.exactOptional(command),
    profile: annotate(maybeText, "Name of the profile of the services."),
    missing: annotate(z.exactOptional(z.array(missing)), "Data known to be missing from the trace."),
    recorders: annotate(z.exactOptional(z.array(recorder)), "The recorders whose traces were gathered."),
    manifest: z.exactOptional(manifest),
    session: z.exactOptional(session),
    aliases: annotate(z.exactOptional(texts), "Numbers for the aliases derived from the session's key."),
    alike: annotate(
      z.exactOptional(z.array(z.object({ aliases: z.array(z.string()), but: z.enum(["case", "encoding"]) }))),
      "Aliases whose values differ only in case or encoding.",
    ),
    shard: annotate(maybeText, "The recorded part of a run, such as 3/8."),
    redacted: annotate(z.record(z.string(), z.number()), "Number of masked places for each class of secret."),
    substituted: annotate(
      z.exactOptional(z.partialRecord(z.enum(["hosts", "ids", "emails", "ips"]), z.number())),
      "Made-up values, per kind.",
    ),
  }),
  { id: "Origin" },
) satisfies z.ZodMiniType<Origin>;

const log = annotate(
  z.object({
    version: z.literal("1.2"),
    creator,
    browser: z.exactOptional(creator),
    pages: z.exactOptional(z.array(page)),
    comment,
    entries: z.array(entrySchema),
    _wirewalk: annotate(z.exactOptional(origin), "The origin of the recording."),
  }),
  { id: "Log" },
) satisfies z.ZodMiniType<Log>;

/** A whole trace file. */
export const traceSchema = z.object({ log }) satisfies z.ZodMiniType<Trace>;
