/**
 * The trace file: HAR 1.2 with additional fields that begin with `_`, as HAR requires
 * (http://www.softwareishard.com/blog/har-12-spec/). All data is redacted before it takes this form; everything that
 * reads a trace is a pure function of it.
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
  /** The flow, if wirewalk itself ran one. */
  readonly flow?: FlowOrigin;
  /** The command that the page shows; for a flow, the equivalent command line. */
  readonly command?: CommandOrigin;
  /** Name of the profile that describes these services: `openstack`. */
  readonly profile?: string;
  /**
   * Data that is known to be missing from the trace. Absent if nothing is known to be missing, which is no proof of
   * completeness.
   */
  readonly missing?: readonly Missing[];
  /** The recorders that it was gathered from. @default it was not gathered */
  readonly recorders?: readonly Recorder[];
  /** Summary of all exchanges that its recorder saw, with which `gather` proves that nothing is missing. */
  readonly manifest?: Manifest;
  /** The session of several recorders that it belongs to. */
  readonly session?: SessionOrigin;
  /**
   * The names that pages show for aliases from a session's key: `{ "REDACTED-token-kqz482197364": "REDACTED-token-1"
   * }`.
   */
  readonly aliases?: Readonly<Record<string, string>>;
  /** The part of a run that it contains: `3/8`. */
  readonly shard?: string;
  /** Aliases whose values differ only in case or encoding. @default none */
  readonly alike?: readonly Alike[];
  /** Number of masked places for each class of secret: `{ token: 3, password: 1 }`. */
  readonly redacted: Readonly<Record<string, number>>;
  /** Number of made-up values of each kind: `{ hosts: 2, ids: 5 }`. */
  readonly substituted?: Readonly<Partial<Record<"hosts" | "ids" | "emails" | "ips", number>>>;
}

/** Two aliases whose values differ only in case or encoding. */
export interface Alike {
  readonly aliases: readonly string[];
  readonly but: "case" | "encoding";
}

/**
 * A recorder's summary of all exchanges that it saw, with which missing and altered exchanges can be identified later.
 */
export interface Manifest {
  /** Number of exchanges that it saw. */
  readonly seen: number;
  /** Ranges of the numbers of the exchanges that it wrote, from 1: `1-117 132-240`. */
  readonly ranges: string;
  /** Six characters of the digest of each exchange, in order. */
  readonly digests: string;
  /** Chain over all digests. */
  readonly chain: string;
  /** The same, signed with the key of the session. @default there is no session */
  readonly proof?: string;
}

/** The session of a recorder, and data that only the session's key opens. */
export interface SessionOrigin {
  /** Identifies the key without revealing it. */
  readonly id: string;
  /** The secrets that the recorder learned, sealed for the other recorders. */
  readonly sealed?: readonly string[];
}

/** The recorder of a part of a gathered trace. */
export interface Recorder {
  readonly id: string;
  /** Name of its source; several may have the same name. */
  readonly name: string;
  /** Hex SHA-256 of its recording, shortened; identifies the same source again. */
  readonly sha256: string;
  readonly exchanges: number;
  /**
   * Letters in its aliases, the `a` in `REDACTED-token-a1`: its secrets are not known to equal those of other
   * recorders.
   */
  readonly alias?: string;
  /** Microseconds added to its times, because exchanges that two recorders saw prove its clock wrong. */
  readonly offset?: number;
  /** The metadata of its source. */
  readonly log?: Readonly<Record<string, unknown>>;
}

/** A part of the traffic that the trace lacks, at least in part. */
export interface Missing {
  /**
   * `refused`: a client's input could not be read; `bypassed`: passed on unread; `cut`: only a beginning was kept, or arrived; `damaged`:
   * lines of a journal that cannot be read; `dropped`: exchanges lost to an internal error of the recorder; `left-out`: exchanges that the
   * user excluded; `absent`: parts of the recording that were not there when it was read.
   */
  readonly kind: "refused" | "bypassed" | "cut" | "damaged" | "dropped" | "left-out" | "absent";
  /** `cloud.example:443`, if it concerns a single server. */
  readonly host?: string;
  readonly reason: string;
  /** Number of connections, bodies, lines, or exchanges, depending on `kind`. */
  readonly count: number;
  /** Bytes that clients sent on connections that were passed on without being parsed. */
  readonly sent?: number;
  /** Bytes that clients received on them. */
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
  /** Its output, redacted. */
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
  /** Participant IDs, if the recording knows them. */
  readonly _client?: string;
  readonly _server?: string;
  /** Why there is no response, or an incomplete one. `response.status` is 0 if there was none at all. */
  readonly _error?: ExchangeError;
  /** The data on the connection after the response 101 switched its protocol. */
  readonly _upgrade?: Upgrade;
  /** The messages of a WebSocket, in the order in which they ended; at most the first 10,000. Chrome's field. */
  readonly _webSocketMessages?: readonly WebSocketMessage[];
  /** Anomalies of the transmission, as text: `the end of the message cannot be determined: Content-Length: 3, 4`. */
  readonly _remarks?: readonly string[];
  /** Addresses that were tried, in order, if more than the one that responded: `["[::1]:80"]`. */
  readonly _tried?: readonly string[];
  readonly _tls?: Tls;
  /**
   * Duration of connecting if the connection existed before the request, as in a tunnel; otherwise it is part of
   * `timings`.
   */
  readonly _connected?: Connecting;
  /** `_id` of the first attempt, in the second and later attempts of a retried request. */
  readonly _retryOf?: string;
  /** `_id` of the exchange whose redirect this request follows. */
  readonly _redirectOf?: string;
  /** `_id` of the exchange during which its client sent it, if the source of the trace has this information. */
  readonly _nestedIn?: string;
  /** Other operations during the exchange, as text: `postgresql SELECT orders`. */
  readonly _notes?: readonly string[];
  /** The OpenTelemetry spans from which it was made. */
  readonly _spans?: SpanIds;
  /** `id` of the recorder that saw it, in a trace of several recorders. */
  readonly _recorder?: string;
  /** `_id` of the same exchange as the client saw it: this is the server's view. For a copy, `_id` of its original. */
  readonly _twinOf?: string;
  /** The evidence for it, strongest first; `copy`: another file has the same exchange of the same recorder. */
  readonly _twinBy?: "traceparent" | "request-id" | "connection" | "content" | "copy";
}

/** Hex IDs of the client's and the server's span of a call. */
export interface SpanIds {
  readonly trace?: string;
  readonly client?: string;
  readonly server?: string;
}

/** Milliseconds; -1 if there was no such step. `connect` does not include TLS. */
export interface Connecting {
  readonly dns: number;
  readonly connect: number;
  readonly ssl: number;
}

export interface ExchangeError {
  /** Node or undici error code: `ECONNREFUSED`, `UND_ERR_ABORTED`, … */
  readonly code: string;
  readonly message: string;
  /**
   * The phase of the failure: resolving the address, connecting, TLS, sending the request, waiting for the response, or
   * receiving it.
   */
  readonly phase: "dns" | "connect" | "tls" | "send" | "wait" | "receive";
}

/** Properties of a server's TLS connection. */
export interface Tls {
  /** `TLSv1.3` */
  readonly version: string;
  /** As IANA names it: `TLS_AES_256_GCM_SHA384`. */
  readonly cipher: string;
  /** Its own certificate first. */
  readonly chain: readonly TlsCertificate[];
  /** Why it could not be verified, as an OpenSSL code: `CERT_HAS_EXPIRED`. Absent if it was verified. */
  readonly refused?: string;
}

export interface TlsCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601, UTC. */
  readonly expires: string;
}

/** Amount of data after a switch of protocols. The content is kept only for WebSockets. */
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
  /** Seconds since 1970 at the end of the message. */
  readonly time: number;
  /** RFC 6455, section 5.2: 1 text, 2 bytes, 8 close, 9 ping, 10 pong. */
  readonly opcode: number;
  /** Base64 for opcode 2, otherwise text, unless `_encoding` has another value. For a close frame, its reason. */
  readonly data: string;
  readonly _encoding?: "text" | "base64";
  /** Code of a close frame that has one. */
  readonly _code?: number;
  /** Set if only the beginning was kept. */
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
  /** `HTTP/1.1`, `HTTP/2`, or "" if it is unknown. */
  readonly httpVersion: string;
  readonly cookies: readonly Cookie[];
  /** In the order and case in which they were sent, with duplicates. */
  readonly headers: readonly Header[];
  readonly queryString: readonly Header[];
  readonly postData?: PostData;
  /** Bytes, or -1 if unknown. */
  readonly headersSize: number;
  /** Bytes of the body as sent, or -1 if unknown. */
  readonly bodySize: number;
  readonly comment?: string;
  /** The whole head as it was sent, if it is written in an unusual way. */
  readonly _rawHead?: string;
  /** Names of the changes that the recorder made on the way to the server: `["absolute-form", "Proxy-Connection"]`. */
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
  /** The body as text; base64 if `_encoding` is `base64`; "" if there is only `params`. */
  readonly text: string;
  readonly params?: readonly Param[];
  readonly comment?: string;
  /** HAR has no field for a binary request body, so this field is wirewalk's. */
  readonly _encoding?: "base64";
  /** Set if something was masked: `bodySize` and `Content-Length` are those of the masked body. */
  readonly _masked?: true;
  /** Why it could not be searched for secrets: `it is encrypted`, `it is packed (zip)`. */
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
  /** 0 if no response arrived; `Entry._error` has the reason. */
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
  /** Bytes of the body as sent (before content decoding), or -1 if unknown. */
  readonly bodySize: number;
  readonly comment?: string;
  /** The whole head as it was sent, if it is written in an unusual way. */
  readonly _rawHead?: string;
  readonly _trailers?: readonly Header[];
  /** 1xx responses before this one. */
  readonly _informational?: readonly Informational[];
  /** When each piece of a streamed body arrived, such as Server-Sent Events; the first 10,000 of them. */
  readonly _chunks?: readonly ResponseChunk[];
}

export interface ResponseChunk {
  /** Milliseconds after the head of the response; negative if before it. */
  readonly time: number;
  /** Bytes as sent. */
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
  /** Bytes saved by content encoding, if any. */
  readonly compression?: number;
  readonly mimeType: string;
  readonly text?: string;
  readonly encoding?: "base64";
  readonly comment?: string;
  /** Set if something was masked: all sizes and `Content-Length` are those of the masked body. */
  readonly _masked?: true;
  /** Why it could not be searched for secrets: `it is encrypted`, `it is packed (zip)`. */
  readonly _unopened?: string;
}

/** Properties of a body that is longer than the limit, next to the part that was kept. */
export interface CutBody {
  readonly _truncated?: true;
  /** Bytes of the whole body as sent. */
  readonly _size?: number;
  /** Hex SHA-256 of the whole body as sent; absent if something in it was masked. */
  readonly _sha256?: string;
}

/** Milliseconds; -1 if the phase does not apply or was not measured. */
export interface Timings {
  /** Waiting for a connection, including DNS, TCP, and TLS if these are not measured separately. */
  readonly blocked: number;
  readonly dns: number;
  readonly connect: number;
  readonly ssl: number;
  readonly send: number;
  readonly wait: number;
  readonly receive: number;
  readonly comment?: string;
}
