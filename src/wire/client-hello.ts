/** The offer in a client's first TLS message (RFC 8446, section 4.1.2). */
export interface ClientHello {
  /** Server name; undefined if the client names none, as for IP addresses. */
  readonly serverName: string | undefined;
  /** Protocols in the client's order: `["h2", "http/1.1"]`; undefined if it offers none. */
  readonly protocols: readonly string[] | undefined;
  /** Versions as numbers of the wire: 0x0303 is TLS 1.2, 0x0304 TLS 1.3; lowest first. */
  readonly versions: readonly number[];
  /** Numbers of cipher suites, of groups for the key exchange, and of signature algorithms, all in the client's order. */
  readonly suites: readonly number[];
  /** Empty if the client does not list any. */
  readonly groups: readonly number[];
  /** Empty if the client does not list any. */
  readonly signatures: readonly number[];
}

/** `more`: not all of it has come yet. `none`: the bytes are something else. */
export type SniffedHello = ClientHello | "more" | "none";

const HANDSHAKE = 0x16;
const CLIENT_HELLO = 1;
const SERVER_NAME = 0;
const GROUPS = 10;
const SIGNATURES = 13;
const PROTOCOLS = 16;
const SUPPORTED_VERSIONS = 43;
const TLS_1_2 = 0x0303;
/** Post-quantum keys make it some kilobytes; nothing makes it this. */
const LONGEST = 65_536;

/** Reads the first bytes of a client. Never throws: what cannot be read is `none`. */
export function readClientHello(bytes: Buffer): SniffedHello {
  if (bytes.length > 0 && bytes[0] !== HANDSHAKE) return "none";
  if (bytes.length > 1 && bytes[1] !== 3) return "none";
  const message = joinRecords(bytes);
  if (message === "none") return "none";
  if (message.length > 0 && message[0] !== CLIENT_HELLO) return "none";
  const length = message.length < 4 ? Number.POSITIVE_INFINITY : message.readUIntBE(1, 3);
  if (Number.isFinite(length) && length > LONGEST) return "none";
  if (message.length < 4 + length) return bytes.length > LONGEST ? "none" : "more";
  try {
    return readHello(message.subarray(4, 4 + length));
  } catch {
    // A length that leads out of the message.
    return "none";
  }
}

/** One message may be cut over several records (RFC 8446, section 5.1). */
function joinRecords(bytes: Buffer): Buffer | "none" {
  const pieces: Buffer[] = [];
  let at = 0;
  while (at + 5 <= bytes.length) {
    if (bytes[at] !== HANDSHAKE) return pieces.length === 0 ? "none" : Buffer.concat(pieces);
    const end = at + 5 + bytes.readUInt16BE(at + 3);
    pieces.push(bytes.subarray(at + 5, Math.min(end, bytes.length)));
    at = end;
  }
  return pieces.length === 1 ? (pieces[0] ?? Buffer.alloc(0)) : Buffer.concat(pieces);
}

function readHello(hello: Buffer): ClientHello {
  const legacyVersion = hello.readUInt16BE(0);
  let at = 2 + 32;
  at += 1 + hello.readUInt8(at);
  const suites = readNumbers(hello, at);
  at += 2 + hello.readUInt16BE(at);
  at += 1 + hello.readUInt8(at);
  let groups: readonly number[] = [];
  let signatures: readonly number[] = [];
  let serverName: string | undefined;
  let protocols: readonly string[] | undefined;
  let versions: readonly number[] | undefined;
  const end = at + 2 <= hello.length ? at + 2 + hello.readUInt16BE(at) : at;
  at += 2;
  while (at + 4 <= end) {
    const type = hello.readUInt16BE(at);
    const size = hello.readUInt16BE(at + 2);
    const body = hello.subarray(at + 4, at + 4 + size);
    if (type === SERVER_NAME) serverName = readServerName(body);
    else if (type === PROTOCOLS) protocols = readProtocols(body);
    else if (type === SUPPORTED_VERSIONS) versions = readVersions(body);
    else if (type === GROUPS) groups = readNumbers(body, 0);
    else if (type === SIGNATURES) signatures = readNumbers(body, 0);
    at += 4 + size;
  }
  return { serverName, protocols, versions: versions ?? upTo(legacyVersion), suites, groups, signatures };
}

/** A list after its length, each number in two bytes. */
function readNumbers(bytes: Buffer, from: number): readonly number[] {
  const end = from + 2 + bytes.readUInt16BE(from);
  const numbers: number[] = [];
  for (let at = from + 2; at + 2 <= end; at += 2) numbers.push(bytes.readUInt16BE(at));
  return numbers;
}

function readServerName(body: Buffer): string | undefined {
  // A list, but of one type only, with one entry (RFC 6066, section 3).
  if (body.length < 5 || body[2] !== 0) return undefined;
  return body.toString("latin1", 5, 5 + body.readUInt16BE(3));
}

function readProtocols(body: Buffer): readonly string[] {
  const protocols: string[] = [];
  let at = 2;
  while (at < body.length) {
    const size = body.readUInt8(at);
    protocols.push(body.toString("latin1", at + 1, at + 1 + size));
    at += 1 + size;
  }
  return protocols;
}

/** Values such as 0x4A4A keep servers used to unknown ones (RFC 8701). */
function readVersions(body: Buffer): readonly number[] {
  const versions: number[] = [];
  for (let at = 1; at + 2 <= body.length; at += 2) versions.push(body.readUInt16BE(at));
  return versions.filter((version) => version >> 8 === 3).toSorted((a, b) => a - b);
}

/** Without the extension the client means all versions up to this one. */
function upTo(version: number): readonly number[] {
  return [0x0301, 0x0302, TLS_1_2].filter((known) => known <= version);
}
