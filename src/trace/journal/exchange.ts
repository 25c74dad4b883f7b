import type { ExchangeError, ResponseChunk, Tls, Upgrade } from "../model/types.ts";

/**
 * One exchange while it is being recorded: what the recorder fills, the redactor masks and the journal keeps.
 * Mutable on purpose: it passes once from hand to hand, 20,000 times a second, and is never shared.
 */
export interface Exchange {
  /** Order of start within the recording, from 1. */
  seq: number;
  /** Start, milliseconds since 1970 with microseconds in the fraction. */
  startedAt: number;
  /** Milliseconds, -1 if the phase was not reached. */
  blocked: number;
  send: number;
  wait: number;
  receive: number;
  method: string;
  /** Absolute URL. */
  url: string;
  /** `HTTP/1.1`, `HTTP/2`, or "" if the request was never sent. */
  httpVersion: string;
  /** Flat list name, value, name, value, …; wire order and case, duplicates kept. */
  requestHeaders: string[];
  requestBody: ExchangeBody | undefined;
  /** 0 when no response came. */
  status: number;
  /** Reason phrase as sent. */
  reason: string;
  responseHeaders: string[];
  responseBody: ExchangeBody | undefined;
  /** What few exchanges have. */
  more: ExchangeDetails | undefined;
  /** How many secrets its recorder knew when it found nothing left to be masked in any of its texts. @default not known */
  knownSecrets?: number | undefined;
}

export interface ExchangeBody {
  /** Media type from Content-Type, with parameters; "" where none was sent. */
  mimeType: string;
  /** The body (or its kept beginning) after content decoding; base64 of it when `base64` is set. */
  text: string;
  base64: boolean;
  /** Bytes on the wire (before content decoding). */
  wireSize: number;
  /** Bytes after content decoding; for a cut body, of the kept part. */
  decodedSize: number;
  /** Hex SHA-256 of all wire bytes; present exactly when the body was cut. */
  sha256: string | undefined;
  /** See `Content._unopened`. */
  unopened?: string;
}

export interface ExchangeDetails {
  error?: { code: string; message: string; phase: ExchangeError["phase"] };
  /** Flat list, as the headers. */
  trailers?: string[];
  requestTrailers?: string[];
  /** Heads that are written in an unusual way, in pieces: see `splitRawHead`. */
  rawRequestHead?: string[];
  rawResponseHead?: string[];
  /** Changes that the recorder made to the request: see `Request._changed`. */
  changed?: string[];
  /** See `Entry._remarks`. */
  remarks?: string[];
  /** HTTP version of the response, if it differs from that of the request. */
  responseVersion?: string;
  /** Milliseconds for which the request waited in each phase. */
  connecting?: { dns: number; connect: number; ssl: number };
  /** See `Entry._connected`. */
  connected?: { dns: number; connect: number; ssl: number };
  /** See `Entry._tried` and `Entry._tls`. */
  tried?: string[];
  tls?: Tls;
  informational?: { status: number; reason: string; headers: string[] }[];
  serverAddress?: string;
  /** Port of the client's end. */
  connection?: string;
  /** Participant ids. */
  client?: string;
  server?: string;
  /** Arrival of each piece of a response that streams: see `Response._chunks`. */
  chunks?: ResponseChunk[];
  /** See `Request._chunks`. */
  sentChunks?: ResponseChunk[];
  /** What passed after the protocol was switched: see `Entry._upgrade`. */
  upgrade?: Upgrade;
  /** The messages of a WebSocket. */
  messages?: ExchangeMessage[];
  /** `seq` of the first try. */
  retryOf?: number;
  /** `seq` of the exchange whose redirect led here. */
  redirectOf?: number;
}

/** A message of a WebSocket, or one of its control frames. */
export interface ExchangeMessage {
  type: "send" | "receive";
  /** Milliseconds since 1970. */
  at: number;
  opcode: number;
  /** Base64 of it when `base64` is set. */
  text: string;
  base64: boolean;
  code: number | undefined;
  /** Bytes in all, where only the beginning is here. */
  cutFrom: number | undefined;
}
