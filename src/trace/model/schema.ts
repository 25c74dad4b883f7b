import * as z from "zod";

import type {
  CommandOrigin,
  Content,
  Cookie,
  Creator,
  Entry,
  ExchangeError,
  FlowOrigin,
  Header,
  Informational,
  Log,
  Origin,
  Page,
  Param,
  PostData,
  Request,
  Response,
  ResponseChunk,
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

/** The newest version of our own fields that this program reads. */
export const newestFormat = 1;

const text = z.string();
const number = z.number();
const maybeText = z.exactOptional(text);
const comment = maybeText;
const texts = z.record(z.string(), z.string());
const anything = z.record(z.string(), z.unknown());

const creator = z.object({ name: text, version: text, comment }).meta({ id: "Creator" }) satisfies z.ZodType<Creator>;

const page = z
  .object({ startedDateTime: text, id: text, title: text, pageTimings: anything, comment })
  .meta({ id: "Page" }) satisfies z.ZodType<Page>;

const header = z.object({ name: text, value: text, comment }).meta({ id: "Header" }) satisfies z.ZodType<Header>;

const cookie = z
  .object({
    name: text,
    value: text,
    path: maybeText,
    domain: maybeText,
    expires: maybeText,
    httpOnly: z.exactOptional(z.boolean()),
    secure: z.exactOptional(z.boolean()),
    comment,
  })
  .meta({ id: "Cookie" }) satisfies z.ZodType<Cookie>;

const param = z
  .object({ name: text, value: maybeText, fileName: maybeText, contentType: maybeText, comment })
  .meta({ id: "Param" }) satisfies z.ZodType<Param>;

const cutBody = {
  _truncated: z.exactOptional(z.literal(true)).describe("Set where only the beginning of the body was kept."),
  _size: z.exactOptional(number).describe("Bytes of the whole body on the wire."),
  _sha256: maybeText.describe("Hex SHA-256 of the whole body on the wire."),
};

const masked = z
  .exactOptional(z.literal(true))
  .describe("Set where something was masked: sizes and Content-Length are those of the masked body.");

export const postDataSchema = z
  .object({
    mimeType: text,
    text,
    params: z.exactOptional(z.array(param)),
    comment,
    _encoding: z.exactOptional(z.literal("base64")).describe("Set where `text` is base64 of a binary body."),
    _masked: masked,
    ...cutBody,
  })
  .meta({ id: "PostData" }) satisfies z.ZodType<PostData>;

export const contentSchema = z
  .object({
    size: number.describe("Bytes after content decoding."),
    compression: z.exactOptional(number),
    mimeType: text,
    text: maybeText,
    encoding: z.exactOptional(z.literal("base64")),
    comment,
    _masked: masked,
    ...cutBody,
  })
  .meta({ id: "Content" }) satisfies z.ZodType<Content>;

const rawHead = maybeText.describe("The head as it was sent, where it is not written in the usual way.");

const request = z
  .object({
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
    _changed: z.exactOptional(z.array(text)).describe("What the recorder took away on the way to the server, by name."),
    _trailers: z.exactOptional(z.array(header)).describe("Trailers, in wire order."),
  })
  .meta({ id: "Request" }) satisfies z.ZodType<Request>;

const informational = z
  .object({ status: number, statusText: text, headers: z.array(header) })
  .meta({ id: "Informational" }) satisfies z.ZodType<Informational>;

const chunk = z
  .object({
    time: number.describe("Milliseconds since the head of the response."),
    size: number.describe("Bytes on the wire."),
  })
  .meta({ id: "ResponseChunk" }) satisfies z.ZodType<ResponseChunk>;

export const responseSchema = z
  .object({
    status: number.describe("0 when no response came; `_error` of the entry says why."),
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
    _trailers: z.exactOptional(z.array(header)).describe("Trailers, in wire order."),
    _informational: z.exactOptional(z.array(informational)).describe("1xx answers that came before this one."),
    _chunks: z.exactOptional(z.array(chunk)).describe("When each piece of a streamed body arrived."),
  })
  .meta({ id: "Response" }) satisfies z.ZodType<Response>;

const timings = z
  .object({
    blocked: number,
    dns: number,
    connect: number,
    ssl: number,
    send: number,
    wait: number,
    receive: number,
    comment,
  })
  .meta({ id: "Timings", description: "Milliseconds; -1 where not measured." }) satisfies z.ZodType<Timings>;

const exchangeError = z
  .object({ code: text, message: text, phase: z.enum(["dns", "connect", "tls", "send", "wait", "receive"]) })
  .meta({ id: "ExchangeError" }) satisfies z.ZodType<ExchangeError>;

const upgradeTraffic = z
  .object({ bytes: number, frames: z.exactOptional(number).describe("WebSocket frames.") })
  .meta({ id: "UpgradeTraffic" }) satisfies z.ZodType<UpgradeTraffic>;

const upgrade = z
  .object({ protocol: text, sent: upgradeTraffic, received: upgradeTraffic })
  .meta({ id: "Upgrade" }) satisfies z.ZodType<Upgrade>;

const webSocketMessage = z
  .object({
    type: z.enum(["send", "receive"]),
    time: number.describe("Seconds since 1970."),
    opcode: number.describe("1 text, 2 bytes, 8 close, 9 ping, 10 pong."),
    data: text.describe("Base64 of bytes, else text, if `_encoding` does not say otherwise."),
    _encoding: z.exactOptional(z.enum(["text", "base64"])),
    _code: z.exactOptional(number).describe("Code of a close frame."),
    _truncated: cutBody._truncated,
    _size: z.exactOptional(number).describe("Bytes in all, where only the beginning was kept."),
  })
  .meta({ id: "WebSocketMessage" }) satisfies z.ZodType<WebSocketMessage>;

const tls = z
  .object({
    version: text,
    cipher: text,
    chain: z.array(z.object({ subject: text, issuer: text, expires: text }).meta({ id: "TlsCertificate" })),
    refused: maybeText.describe("Why nobody vouches for the certificate, as OpenSSL names it."),
  })
  .meta({ id: "Tls" }) satisfies z.ZodType<Tls>;

/** A start is UTC by now; only the calendar is left to check. */
const start = text
  .regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/, { abort: true })
  .refine((value) => !Number.isNaN(Date.parse(value)));

export const entrySchema = z
  .object({
    pageref: maybeText,
    startedDateTime: start,
    time: number.describe("Milliseconds."),
    request,
    response: responseSchema,
    cache: anything,
    timings,
    serverIPAddress: maybeText,
    connection: maybeText,
    comment,
    _id: maybeText.describe("Stable step id, a slug without order numbers."),
    _client: maybeText.describe("Id of the participant that asked."),
    _server: maybeText.describe("Id of the participant that was asked."),
    _error: z.exactOptional(exchangeError).describe("Why there is no (whole) response."),
    _upgrade: z.exactOptional(upgrade).describe("How much passed after the protocol was switched."),
    _webSocketMessages: z.exactOptional(z.array(webSocketMessage)).describe("What was said over a WebSocket."),
    _remarks: z.exactOptional(z.array(text)).describe("What was odd on the wire, in words."),
    _tried: z.exactOptional(z.array(text)).describe("Addresses that were tried, in their order."),
    _tls: z.exactOptional(tls).describe("What the server showed of itself before anything was said."),
    _retryOf: maybeText.describe("`_id` of the first try."),
    _redirectOf: maybeText.describe("`_id` of the exchange whose redirect led here."),
  })
  .meta({ id: "Entry" }) satisfies z.ZodType<Entry>;

const flow = z.object({ name: text, inputs: texts }).meta({ id: "FlowOrigin" }) satisfies z.ZodType<FlowOrigin>;

const command = z
  .object({ argv: z.array(text), env: z.exactOptional(texts), exitCode: number, stdout: text, stderr: text })
  .meta({ id: "CommandOrigin" }) satisfies z.ZodType<CommandOrigin>;

const origin = z
  .object({
    format: z.literal(newestFormat).describe("Version of the fields that start with an underscore."),
    flow: z.exactOptional(flow),
    command: z.exactOptional(command),
    profile: maybeText.describe("Name of the profile that knows these services."),
    redacted: z.record(z.string(), z.number()).describe("Places masked, per class of secret."),
    substituted: z
      .exactOptional(z.partialRecord(z.enum(["hosts", "ids", "emails", "ips"]), z.number()))
      .describe("Made-up values, per kind."),
  })
  .meta({ id: "Origin" }) satisfies z.ZodType<Origin>;

const log = z
  .object({
    version: z.literal("1.2"),
    creator,
    browser: z.exactOptional(creator),
    pages: z.exactOptional(z.array(page)),
    comment,
    entries: z.array(entrySchema),
    _wirewalk: z.exactOptional(origin).describe("Where the recording came from."),
  })
  .meta({ id: "Log" }) satisfies z.ZodType<Log>;

/** A whole trace file. */
export const traceSchema = z.object({ log }) satisfies z.ZodType<Trace>;
