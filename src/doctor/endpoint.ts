import { LONGEST_RECORD } from "../otlp/names.ts";
import { openConnections } from "../otlp/send/connection.ts";
import type { Endpoint } from "../otlp/send/endpoint.ts";
import { type Outcome, post } from "../otlp/send/post.ts";
import type { Finding } from "./finding.ts";

/** Checks whether an OTLP endpoint accepts data of wirewalk, without leaving a span there. */
export async function examineEndpoint(endpoint: Endpoint, signal: AbortSignal): Promise<readonly Finding[]> {
  const dispatcher = openConnections(endpoint);
  const send = (body: string, compression: Endpoint["compression"]): Promise<Outcome> =>
    post(body, { endpoint: { ...endpoint, compression }, dispatcher, signal });
  try {
    const plain = await send(EMPTY, "none");
    const first = describe(plain, endpoint);
    if (plain.kind !== "delivered") return [first];
    return [
      first,
      checkProtection(endpoint),
      checkGzip(await send(EMPTY, "gzip")),
      checkSize(await send(EMPTY.padEnd(LONGEST_RECORD), "none")),
    ];
  } finally {
    await dispatcher.destroy();
  }
}

const EMPTY = '{"resourceSpans":[]}';

function describe(outcome: Outcome, { name }: Endpoint): Finding {
  if (outcome.kind === "delivered") return { subject: "endpoint", state: "ok", text: `${name} accepts spans as JSON` };
  return { subject: "endpoint", state: "failure", text: `${name}: ${outcome.why}`, hint: adviseOn(outcome) };
}

function adviseOn(outcome: Exclude<Outcome, { readonly kind: "delivered" }>): string {
  if (outcome.kind === "later") {
    if (outcome.why.startsWith("HTTP")) return "It is overloaded, or its backend does not respond: check its log.";
    if (/HTTP\/2|parse|Expected HTTP|other side closed|ECONNRESET/i.test(outcome.why))
      return "This may be the port for gRPC: the port for HTTP is usually 4318.";
    return "Start it, or check host and port; a Collector listens on 4318 for HTTP.";
  }
  const { status, code = "", why } = outcome;
  if (status === 0) return (TLS_ADVICE.find(([codes]) => codes.test(code)) ?? UNTRUSTED)[1];
  if (status === 401 || status === 403)
    return "Set OTEL_EXPORTER_OTLP_HEADERS, such as 'authorization=Bearer%20TOKEN'.";
  if (status >= 300 && status < 400) return "Redirects are not followed: use the URL that it redirects to.";
  if (status === 404 || status === 405) return "Check the path: /v1/traces is added to the URL of --otlp.";
  // The responses of Go and nginx on a TLS port.
  if (status === 400 && /HTTP request (?:was sent )?to (?:an )?HTTPS/i.test(why))
    return "Its port uses TLS: use https:.";
  return "It may accept protobuf only: put a Collector in front of it, which accepts JSON.";
}

const UNTRUSTED = [
  /^/,
  "Pass its CA certificate with OTEL_EXPORTER_OTLP_CERTIFICATE or --cacert, and use the hostname of the certificate.",
] as const;

/** By what Node calls the failure. */
const TLS_ADVICE: readonly (readonly [codes: RegExp, advice: string])[] = [
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/,
    "Its port does not use TLS: use http: on this machine, or configure TLS.",
  ],
  [
    /CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE|ALERT_HANDSHAKE_FAILURE|ALERT_UNKNOWN_CA|ALERT_CERTIFICATE/,
    "It may require a client certificate that it trusts: set OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE and OTEL_EXPORTER_OTLP_CLIENT_KEY.",
  ],
  [/ALTNAME_INVALID|HOSTNAME_MISMATCH/, "Use a hostname of its certificate in the URL."],
  [/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/, "Renew its certificate, or correct the clock of this machine."],
];

function checkProtection({ url, isUnchecked }: Endpoint): Finding {
  const subject = "protection";
  if (url.startsWith("https:") && !isUnchecked)
    return { subject, state: "ok", text: "TLS, with a certificate that is trusted" };
  if (isUnchecked) {
    return {
      subject,
      state: "warning",
      text: "anyone on the network path can read and change what is sent",
      hint: "Use https: with a trusted certificate, and omit --insecure.",
    };
  }
  return { subject, state: "ok", text: "none needed on this machine" };
}

function checkGzip(outcome: Outcome): Finding {
  const subject = "compression";
  if (outcome.kind === "delivered") return { subject, state: "ok", text: "gzip" };
  return {
    subject,
    state: "failure",
    text: `gzip: ${outcome.why}`,
    hint: "Set OTEL_EXPORTER_OTLP_COMPRESSION=none.",
  };
}

function checkSize(outcome: Outcome): Finding {
  const subject = "size";
  const size = `${LONGEST_RECORD / 1024} KiB`;
  if (outcome.kind === "delivered")
    return { subject, state: "ok", text: `requests of ${size}, the longest that are sent` };
  return {
    subject,
    state: "failure",
    text: `requests of ${size}: ${outcome.why}`,
    hint: "Raise max_request_body_size of the Collector's receiver, or client_max_body_size of nginx, to 1 MiB.",
  };
}
