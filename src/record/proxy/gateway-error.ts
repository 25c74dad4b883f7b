import { STATUS_CODES, type ServerResponse } from "node:http";

import { toExchangeError } from "../capture/exchange-error.ts";

/** Answers of the proxy itself; each says what went wrong in words and as Proxy-Status (RFC 9209). */
export interface GatewayAnswer {
  readonly status: number;
  /** Plain text for whoever reads the client's output. */
  readonly text: string;
  /** Error type of RFC 9209, section 2.3. */
  readonly error: string;
  /** What a client needs to know besides. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** Codes of Node and undici that say that the server took too long. */
const TIMEOUTS: ReadonlySet<string> = new Set([
  "ETIMEDOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
]);

const ERROR_TYPES: Readonly<Record<string, string>> = {
  ENOTFOUND: "dns_error",
  EAI_AGAIN: "dns_timeout",
  ECONNREFUSED: "connection_refused",
  ECONNRESET: "connection_terminated",
  EHOSTUNREACH: "destination_ip_unroutable",
  ENETUNREACH: "destination_ip_unroutable",
  EPIPE: "connection_terminated",
  ETIMEDOUT: "connection_timeout",
  UND_ERR_CONNECT_TIMEOUT: "connection_timeout",
  UND_ERR_HEADERS_TIMEOUT: "http_response_timeout",
  UND_ERR_BODY_TIMEOUT: "http_response_timeout",
  UND_ERR_SOCKET: "connection_terminated",
  UND_ERR_HEADERS_OVERFLOW: "http_response_header_section_size",
};

/** What to answer when the server could not be asked, or gave no answer that can be read. */
export function toGatewayAnswer(origin: string, failure: unknown): GatewayAnswer {
  const { code, message } = toExchangeError(failure, "wait");
  const status = TIMEOUTS.has(code) ? 504 : 502;
  const error = ERROR_TYPES[code] ?? (isCertificateError(code) ? "tls_certificate_error" : "http_protocol_error");
  // Node adds advice for those who start it themselves.
  const [said = ""] = message.split("; if the root CA");
  const reason = said.includes(code) ? said : `${said} (${code})`;
  const hint = isCertificateError(code)
    ? " Trust its certificate with --cacert FILE, or skip the check with --insecure HOST."
    : "";
  return { status, error, text: `wirewalk got no answer from ${origin}: ${reason}.${hint}` };
}

/** OpenSSL's codes for a chain that does not end in a trusted root, or is not for this host. */
function isCertificateError(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT_ALTNAME_INVALID/.test(code);
}

export function sendGatewayAnswer(response: ServerResponse, { status, text, error, fields }: GatewayAnswer): void {
  const body = `${text}\n`;
  response.writeHead(status, STATUS_CODES[status], {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "Proxy-Status": `wirewalk; error=${error}`,
    ...fields,
  });
  response.end(response.req.method === "HEAD" ? undefined : body);
}
