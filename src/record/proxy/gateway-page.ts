import { STATUS_CODES } from "node:http";

import { type DialError, canBeTrusted, isCertificateError } from "./dial-error.ts";

/** Responses of the proxy itself; each explains the error in words and as Proxy-Status (RFC 9209). */
export interface GatewayPage {
  readonly status: number;
  /** Plain text for people who read the client's output. */
  readonly text: string;
  /** Error type of RFC 9209, section 2.3. */
  readonly error: string;
  /** Further information for the client. */
  readonly fields?: Readonly<Record<string, string>>;
}

const ERROR_TYPES: Readonly<Record<string, string>> = {
  ENOTFOUND: "dns_error",
  EAI_AGAIN: "dns_timeout",
  ECONNREFUSED: "connection_refused",
  ECONNRESET: "connection_terminated",
  EHOSTUNREACH: "destination_ip_unroutable",
  ENETUNREACH: "destination_ip_unroutable",
  ETIMEDOUT: "connection_timeout",
};

/** The response if the server could not be reached. */
export function toGatewayPage(origin: string, { code, message, phase }: DialError): GatewayPage {
  const other = phase === "tls" ? "tls_protocol_error" : "proxy_internal_error";
  const error = ERROR_TYPES[code] ?? (isCertificateError(code) ? "tls_certificate_error" : other);
  const hint = adviseOn(code);
  return {
    status: code === "ETIMEDOUT" ? 504 : 502,
    error,
    text: `wirewalk got no response from ${origin}: ${message}.${hint === "" ? "" : ` ${hint}`}`,
  };
}

/** A hint for a server that speaks only HTTP/2. */
export const KEEP_HTTP2 =
  "Record with --transparent (Linux): with a proxy, many clients, curl among them, use HTTP/1.1.";

/** A hint for a server that could not be reached, or read; "" if there is none. */
export function adviseOn(code: string): string {
  if (code.endsWith("_ALERT_CERTIFICATE_REQUIRED")) return "Give it a certificate with --client-cert FILE.";
  if (code === "HTTP2_ONLY") return KEEP_HTTP2;
  if (!isCertificateError(code)) return "";
  return canBeTrusted(code)
    ? "Trust its certificate with --cacert FILE, or skip verification with --insecure HOST."
    : "To record nevertheless, skip verification with --insecure HOST.";
}

/** The page as bytes, the last on its connection. */
export function formatGatewayPage({ status, text, error, fields = {} }: GatewayPage, method: string): Buffer {
  const body = `${text}\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Proxy-Status: wirewalk; error=${error}`,
    ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`),
    "Connection: close",
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${method === "HEAD" ? "" : body}`);
}
