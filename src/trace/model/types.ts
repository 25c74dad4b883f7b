/**
 * The trace file: HAR 1.2 with our own fields beginning with `_`, as HAR requires (http://www.softwareishard.com/blog/har-12-spec/). All
 * data is redacted before it takes this form; everything after the trace is a pure function of it.
 */

/** A whole trace file. */
export interface Trace {
  readonly log: Log;
}

export interface Log {
  readonly version: "1.2";
  /** The program that wrote the file. */
  readonly creator: Creator;
  readonly browser?: Creator;
  readonly pages?: readonly Page[];
  readonly comment?: string;
  /** Exchanges in the order the client started them. */
  readonly entries: readonly Entry[];
  /** The origin of the recording. Absent in files of other tools. */
  readonly _wirewalk?: Origin;
}

export interface Creator {
  readonly name: string;
  readonly version: string;
  readonly comment?: string;
}

export interface Page {
  readonly startedDateTime: string;
  readonly id: string;
  readonly title: string;
  readonly pageTimings: Readonly<Record<string, unknown>>;
  readonly comment?: string;
}

/** What was recorded, how it ended, and what was masked in it. */
export interface Origin {
  /** Version of our own fields; a reader refuses a newer one. */
  readonly format: 1;
  /** The flow that ran, where wirewalk itself ran one. */
  readonly flow?: FlowOrigin;
  /** The command that the page shows; for a flow, the equivalent command line. */
  readonly command?: CommandOrigin;
  /** Name of the profile that knows these services, e.g. `openstack`. */
  readonly profile?: string;
  /** Data known to be missing from the trace. Absent where nothing is known to be missing, which proves nothing. */
  readonly missing?: readonly Missing[];
  /** What it was gathered from, where it was. */
  readonly recorders?: readonly Recorder[];
  /** What its recorder saw, by which `gather` proves that nothing is missing. */
  readonly manifest?: Manifest;
  /** The session of several recorders that it is of. */
  readonly session?: SessionOrigin;
  /** What pages call the aliases that a session's key gave: `{ "REDACTED-token-kqz482197364": "REDACTED-token-1" }`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Which part of a run it is: `3/8`. */
  readonly shard?: string;
  /** Aliases whose values differ only in case or encoding. @default none */
  readonly alike?: readonly Alike[];
  /** How many places were masked, per class of secret: `{ token: 3, password: 1 }`. */
  readonly redacted: Readonly<Record<string, number>>;
  /** How many values of each kind are made-up ones: `{ hosts: 2, ids: 5 }`. */
  readonly substituted?: Readonly<Partial<Record<"hosts" | "ids" | "emails" | "ips", number>>>;
}

/** Two aliases whose values are the same but for capitals, or for how they are encoded. */
export interface Alike {
  readonly aliases: readonly string[];
  readonly but: "case" | "encoding";
}

/** What a recorder says of all that it saw, so that what is missing or was altered later can be named. */
export interface Manifest {
  /** Exchanges that it saw. */
  readonly seen: number;
  /** First and last number of the exchanges that it wrote, from 1: `1-117 132-240`. */
  readonly ranges: string;
  /** Six characters of the digest of each exchange, in order. */
  readonly digests: string;
  /** Chain over all digests. */
  readonly chain: string;
  /** The same signed with the key of the session, where there is one. */
  readonly proof?: string;
}

/** Which session a recorder was of, and what only the session's key opens. */
export interface SessionOrigin {
  /** Says which key it was, and nothing of the key. */
  readonly id: string;
  /** What the recorder learned to be secret, for the other recorders. */
  readonly sealed?: readonly string[];
}

/** What recorded a part of a trace that `gather` made. */
export interface Recorder {
  readonly id: string;
  /** What its source was called; several may be called the same. */
  readonly name: string;
  /** Hex SHA-256 of what it recorded, shortened: by this the same source is known again. */
  readonly sha256: string;
  readonly exchanges: number;
  /** Letters in its aliases, `a` of `REDACTED-token-a1`: as far as is known, its secrets are different from the others'. */
  readonly alias?: string;
  /** Microseconds that were added to its times, as what two recorders saw proves its clock wrong. */
  readonly offset?: number;
  /** What its source said of the recording. */
  readonly log?: Readonly<Record<string, unknown>>;
}

/** Something of the traffic that the trace does not hold, or not all of. */
export interface Missing {
  /**
   * `refused`: a client's input could not be read; `bypassed`: passed on unread; `cut`: only a beginning was kept, or arrived; `damaged`:
   * lines of a journal that cannot be read; `dropped`: exchanges lost to an internal error of the recorder; `left-out`: exchanges that the
   * user excluded; `absent`: parts of the recording that were not there when it was read.
   */
  readonly kind: "refused" | "bypassed" | "cut" | "damaged" | "dropped" | "left-out" | "absent";
  /** `cloud.example:443`, where it is of one server. */
  readonly host?: string;
  readonly reason: string;
  /** Connections, bodies, lines or exchanges, as the kind says. */
  readonly count: number;
  /** Bytes that clients sent on connections that were passed on without being parsed. */
  readonly sent?: number;
  /** Bytes that they received. */
  readonly received?: number;
}

export interface FlowOrigin {
  readonly name: string;
  /** Inputs by name, redacted: `{ image: "cirros", project: "demo" }`. */
  readonly inputs: Readonly<Record<string, string>>;
}

export interface CommandOrigin {
  /** Program and arguments, redacted: `["openstack", "image", "add", "project", …]`. */
  readonly argv: readonly string[];
  /** Environment that shaped the run, secrets masked: `{ OS_AUTH_URL: …, OS_PASSWORD: "REDACTED-password-1" }`. */
  readonly env?: Readonly<Record<string, string>>;
  /** -1 if the recording was interrupted before the command ended. */
  readonly exitCode: number;
  /** What it printed, redacted. */
  readonly stdout: string;
  readonly stderr: string;
}

/** One request and its outcome: a response, or an error. */
export interface Entry {
  readonly pageref?: string;
  /** ISO 8601 in UTC with microseconds, so that the order of events survives: `2026-11-23T10:00:00.123456Z`. */
  readonly startedDateTime: string;
  /** Whole duration in milliseconds: the sum of the timings that are not -1. */
  readonly time: number;
  readonly request: Request;
  readonly response: Response;
  readonly cache: Readonly<Record<string, unknown>>;
  readonly timings: Timings;
  readonly serverIPAddress?: string;
  /** Port of the client's end of the connection, or another name of the connection. */
  readonly connection?: string;
  readonly comment?: string;
  /** Stable step id, a slug without order numbers: `get-image-v2-images-id`. */
  readonly _id?: string;
  /** Participant ids, where the recording knows them. */
  readonly _client?: string;
  readonly _server?: string;
  /** Why there is no response, or an incomplete one. `response.status` is 0 when none came at all. */
  readonly _error?: ExchangeError;
  /** The data on the connection after the response 101 switched its protocol. */
  readonly _upgrade?: Upgrade;
  /** What was said over a WebSocket, in the order of its end; the first 10,000 messages. Chrome's field. */
  readonly _webSocketMessages?: readonly WebSocketMessage[];
  /** What was odd on the wire, in words: `the end of the message cannot be determined: Content-Length: 3, 4`. */
  readonly _remarks?: readonly string[];
  /** Addresses that were tried, in order, if more than the one that responded: `["[::1]:80"]`. */
  readonly _tried?: readonly string[];
  readonly _tls?: Tls;
  /** What connecting took where it was over before the request came, as in a tunnel; else it is part of `timings`. */
  readonly _connected?: Connecting;
  /** `_id` of the first try, on the second and later tries of a retried request. */
  readonly _retryOf?: string;
  /** `_id` of the exchange whose redirect led here. */
  readonly _redirectOf?: string;
  /** `_id` of the exchange that its client was answering, if the source of the trace says so. */
  readonly _nestedIn?: string;
  /** What else was done to answer it, in words: `postgresql SELECT orders`. */
  readonly _notes?: readonly string[];
  /** The spans of OpenTelemetry that it was made of. */
  readonly _spans?: SpanIds;
  /** `id` of the recorder that saw it, where the trace is of several. */
  readonly _recorder?: string;
  /** `_id` of the same exchange as the client saw it: this is the server's view. */
  readonly _twinOf?: string;
  /** The evidence for it, strongest first. */
  readonly _twinBy?: "traceparent" | "request-id" | "connection" | "content";
}

/** Ids as hex; those of the client's and the server's span of one call. */
export interface SpanIds {
  readonly trace?: string;
  readonly client?: string;
  readonly server?: string;
}

/** Milliseconds; -1 where there was no such step. TLS is not part of `connect`. */
export interface Connecting {
  readonly dns: number;
  readonly connect: number;
  readonly ssl: number;
}

export interface ExchangeError {
  /** Node or undici error code: `ECONNREFUSED`, `UND_ERR_ABORTED`, … */
  readonly code: string;
  readonly message: string;
  /** What was going on: looking for an address, connecting, TLS, sending the request, waiting for the response, or receiving it. */
  readonly phase: "dns" | "connect" | "tls" | "send" | "wait" | "receive";
}

/** What a server showed of itself before anything was said. */
export interface Tls {
  /** `TLSv1.3` */
  readonly version: string;
  /** As IANA names it: `TLS_AES_256_GCM_SHA384`. */
  readonly cipher: string;
  /** Its own certificate first. */
  readonly chain: readonly TlsCertificate[];
  /** Why it could not be verified, as OpenSSL names it: `CERT_HAS_EXPIRED`. Absent if it was verified. */
  readonly refused?: string;
}

export interface TlsCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601, UTC. */
  readonly expires: string;
}

/** How much passed after a switch of protocols. What was said is kept of a WebSocket only. */
export interface Upgrade {
  /** As in the response's Upgrade header: `websocket`. */
  readonly protocol: string;
  readonly sent: UpgradeTraffic;
  readonly received: UpgradeTraffic;
}

export interface UpgradeTraffic {
  readonly bytes: number;
  /** WebSocket frames (RFC 6455, section 5.2), control frames too; absent for other protocols. */
  readonly frames?: number;
}

/** A message of a WebSocket, or one of its control frames. */
export interface WebSocketMessage {
  readonly type: "send" | "receive";
  /** Seconds since 1970, when the end of the message passed. */
  readonly time: number;
  /** RFC 6455, section 5.2: 1 text, 2 bytes, 8 close, 9 ping, 10 pong. */
  readonly opcode: number;
  /** Base64 of bytes (opcode 2), else text, if `_encoding` does not say otherwise. Of a close frame its reason. */
  readonly data: string;
  readonly _encoding?: "text" | "base64";
  /** Code of a close frame that has one. */
  readonly _code?: number;
  /** Set where only the beginning was kept. */
  readonly _truncated?: true;
  /** Total bytes, if truncated. */
  readonly _size?: number;
}

export interface Header {
  readonly name: string;
  readonly value: string;
  readonly comment?: string;
}

export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path?: string;
  readonly domain?: string;
  readonly expires?: string;
  readonly httpOnly?: boolean;
  readonly secure?: boolean;
  readonly comment?: string;
}

export interface Request {
  readonly method: string;
  /** Absolute URL without fragment, secrets masked. */
  readonly url: string;
  /** `HTTP/1.1`, `HTTP/2`, or "" where it is not known. */
  readonly httpVersion: string;
  readonly cookies: readonly Cookie[];
  /** In wire order and wire case, duplicates kept. */
  readonly headers: readonly Header[];
  readonly queryString: readonly Header[];
  readonly postData?: PostData;
  /** Bytes, or -1 where not known. */
  readonly headersSize: number;
  /** Bytes sent as body, or -1 where not known. */
  readonly bodySize: number;
  readonly comment?: string;
  /** All of the head as it was sent, where it is not written in the usual way. */
  readonly _rawHead?: string;
  /** What the recorder took away, put in its place, or added on the way to the server, by name: `["absolute-form", "Proxy-Connection"]`. */
  readonly _changed?: readonly string[];
  readonly _trailers?: readonly Header[];
  /**
   * When each piece of a gRPC stream was sent whose response began before its end; the first 10,000 of them. The last one has no bytes if
   * the client ended the stream before the server did.
   */
  readonly _chunks?: readonly ResponseChunk[];
}

export interface PostData extends CutBody {
  readonly mimeType: string;
  /** The body as text; base64 when `_encoding` says so; "" where only `params` is given. */
  readonly text: string;
  readonly params?: readonly Param[];
  readonly comment?: string;
  /** HAR has no field for a binary request body, so this is ours. */
  readonly _encoding?: "base64";
  /** Set if something was masked: `bodySize` and `Content-Length` are those of the masked body. */
  readonly _masked?: true;
  /** Why nothing could look for secrets in it: `it is encrypted`, `it is packed (zip)`. */
  readonly _unopened?: string;
}

export interface Param {
  readonly name: string;
  readonly value?: string;
  readonly fileName?: string;
  readonly contentType?: string;
  readonly comment?: string;
}

export interface Response {
  /** 0 when no response came; `Entry._error` says why. */
  readonly status: number;
  /** Reason phrase as sent: `300 MULTIPLE CHOICES` and `300 Multiple Choices` differ. */
  readonly statusText: string;
  readonly httpVersion: string;
  readonly cookies: readonly Cookie[];
  readonly headers: readonly Header[];
  readonly content: Content;
  /** Value of the Location header, or "". */
  readonly redirectURL: string;
  readonly headersSize: number;
  /** Bytes of the body on the wire (before content decoding), or -1 where not known. */
  readonly bodySize: number;
  readonly comment?: string;
  /** All of the head as it was sent, where it is not written in the usual way. */
  readonly _rawHead?: string;
  readonly _trailers?: readonly Header[];
  /** 1xx responses before this one. */
  readonly _informational?: readonly Informational[];
  /** When each piece of a streamed body arrived, such as Server-Sent Events; the first 10,000 of them. */
  readonly _chunks?: readonly ResponseChunk[];
}

export interface ResponseChunk {
  /** Milliseconds since the head of the response; negative before it. */
  readonly time: number;
  /** Bytes on the wire. */
  readonly size: number;
}

export interface Informational {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly Header[];
}

export interface Content extends CutBody {
  /** Bytes after content decoding (gzip, br, …). */
  readonly size: number;
  /** Bytes saved by content encoding, where there was one. */
  readonly compression?: number;
  readonly mimeType: string;
  readonly text?: string;
  readonly encoding?: "base64";
  readonly comment?: string;
  /** Set if something was masked: all sizes and `Content-Length` are those of the masked body. */
  readonly _masked?: true;
  /** Why nothing could look for secrets in it: `it is encrypted`, `it is packed (zip)`. */
  readonly _unopened?: string;
}

/** Marks of a body longer than the limit, on the part that was kept. */
export interface CutBody {
  readonly _truncated?: true;
  /** Bytes of the whole body on the wire. */
  readonly _size?: number;
  /** Hex SHA-256 of the whole body on the wire; absent where something in it was masked. */
  readonly _sha256?: string;
}

/** Milliseconds; -1 where the phase does not apply or was not measured. */
export interface Timings {
  /** Waiting for a connection, with DNS, TCP and TLS where those are not measured alone. */
  readonly blocked: number;
  readonly dns: number;
  readonly connect: number;
  readonly ssl: number;
  readonly send: number;
  readonly wait: number;
  readonly receive: number;
  readonly comment?: string;
}
