import { codeOf } from "../../errors.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import type { ExchangeError } from "../../trace/model/types.ts";
import type { TlsAlert } from "../../wire/exchanges.ts";
import { WireError } from "../capture/exchange-error.ts";

/** The code of an error without one. */
const UNKNOWN = "UNKNOWN";

/** Why a server cannot be reached, in words about the wire. */
export class DialError extends WireError {
  /** Addresses that were tried. */
  readonly tried: readonly string[];

  constructor(
    code: string,
    message: string,
    { phase, tried = [] }: { phase: ExchangeError["phase"]; tried?: readonly string[] },
  ) {
    super(code, message, phase);
    this.tried = tried;
  }
}

/** The client no longer waits for the server. */
export function clientGone(tried: readonly string[] = []): DialError {
  return new DialError("CLIENT_GONE", "the client closed the connection", { phase: "connect", tried });
}

/** Node's error for a connection that failed. */
export function toDialError(error: unknown, host: string, tried: readonly string[]): DialError {
  const cause = error instanceof AggregateError ? (error.errors.at(-1) ?? error) : error;
  const code = codeOf(cause) ?? UNKNOWN;
  if (/^(?:ENOTFOUND|EAI_|ENODATA)/.test(code)) {
    const message = code === "EAI_AGAIN" ? `no name server responded for ${host}` : `${host} has no address`;
    return new DialError(code, message, { phase: "dns", tried });
  }
  const place = tried.length > 0 ? tried.join(", ") : host;
  return new DialError(code, `${WORDS[code] ?? `cannot connect (${code}) to`} ${place}`, { phase: "connect", tried });
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused by",
  ECONNRESET: "connection reset by",
  ETIMEDOUT: "no response to an attempt to connect to",
  EHOSTUNREACH: "no route to",
  ENETUNREACH: "no route to",
  EADDRNOTAVAIL: "this machine has no address from which to connect to",
};

/** The alert with which a peer ended TLS; undefined if there was none. */
export function readAlert(error: Error): TlsAlert | undefined {
  const [, name] = matchParts(/\balert ([a-z ]+)/, error.message);
  return name === undefined ? undefined : { code: codeOf(error) ?? UNKNOWN, name: name.trim() };
}

/** The TLS error for a failed handshake or a certificate. */
export function toTlsError(error: Error, place: string): DialError {
  const code = codeOf(error) ?? UNKNOWN;
  const said = readAlert(error)?.name ?? TLS_WORDS[code] ?? readReason(error) ?? error.message.trim();
  return new DialError(code, `TLS with ${place} failed: ${said}`, { phase: "tls" });
}

/** The readable part of an OpenSSL message, which also has numbers and source positions. */
function readReason(error: Error): string | undefined {
  if ("reason" in error && typeof error.reason === "string") return error.reason;
  return /[\w ]+(?=:?$)/.exec(error.message)?.[0].trim();
}

/** A description of an OpenSSL code. */
export function describeTls(code: string): string {
  return TLS_WORDS[code] ?? code;
}

const TLS_WORDS: Readonly<Record<string, string>> = {
  ECONNRESET: "the server closed the connection in the TLS handshake",
  ERR_SSL_WRONG_VERSION_NUMBER: "the server sent something other than TLS",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "the server sent something other than TLS",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for other names",
  CERT_NOT_YET_VALID: "its certificate is not valid yet",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "self-signed certificate",
  SELF_SIGNED_CERT_IN_CHAIN: "self-signed certificate in its chain",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "no trusted CA has signed its certificate",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "no trusted CA has signed its certificate",
};

/** Whether another trusted CA would help: not if the certificate has expired, or is for other names. */
export function canBeTrusted(code: string): boolean {
  return !/EXPIRED|NOT_YET_VALID|ALTNAME|HOSTNAME|REVOKED/.test(code);
}

/** OpenSSL's codes for a chain that does not end in a trusted root, or is not for this host. */
export function isCertificateError(code: string): boolean {
  // A server's alert concerns the client's certificate.
  return (
    !code.includes("_ALERT_") &&
    /CERT|SELF_SIGNED|UNABLE_TO_|^(?:INVALID_(?:CA|PURPOSE)|PATH_LENGTH_EXCEEDED|UNSPECIFIED)$/.test(code)
  );
}
