import type { SecretClass } from "../formats/classes.ts";

/**
 * Headers whose whole value is a secret, in addition to those with a separate rule, the names above, and the endings
 * below.
 */
export const SECRET_HEADERS: Readonly<Record<string, SecretClass>> = {
  "x-client-data": "token",
  "x-amzn-oidc-data": "token",
  "jenkins-crumb": "token",
  ".crumb": "token",
  "cf-access-client-id": "key",
  "dpop-nonce": "token",
  "x-honeycomb-team": "key",
  "x-lw-uaks": "key",
  "x-jfrog-art-api": "key",
};

export const SECRET_HEADER_ENDINGS: readonly (readonly [ending: string, secretClass: SecretClass])[] = [
  ["-key", "key"],
  ["-signature", "signature"],
  ["-auth", "token"],
  ["-assertion", "token"],
  ["-hmac", "signature"],
  ["-session", "cookie"],
];

/** Headers with such an ending that are not secret. */
export const PUBLIC_HEADERS: ReadonlySet<string> = new Set([
  "sec-websocket-key",
  "accept-signature",
  "gap-auth",
  "idempotency-key",
  "x-idempotency-key",
  "x-ms-continuation-token",
]);

/** Headers of HTTP and of the services known best that hold no secret, however random their value looks. */
export const SHOWN_HEADERS: ReadonlySet<string> = new Set([
  "accept",
  "accept-charset",
  "accept-encoding",
  "accept-language",
  "accept-patch",
  "accept-post",
  "accept-ranges",
  "access-control-allow-credentials",
  "access-control-allow-headers",
  "access-control-allow-methods",
  "access-control-allow-origin",
  "access-control-expose-headers",
  "access-control-max-age",
  "access-control-request-headers",
  "access-control-request-method",
  "age",
  "allow",
  "alt-svc",
  "cache-control",
  "connection",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-length",
  "content-location",
  "content-range",
  "content-type",
  "date",
  "etag",
  "expect",
  "expires",
  "host",
  ":authority",
  ":method",
  ":protocol",
  ":scheme",
  ":status",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "keep-alive",
  "last-modified",
  "link",
  "location",
  "openstack-api-version",
  "origin",
  "pragma",
  "prefer",
  "proxy-connection",
  "proxy-status",
  "range",
  "referer",
  "retry-after",
  "server",
  "strict-transport-security",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "upgrade-insecure-requests",
  "user-agent",
  "vary",
  "via",
  "warning",
  "x-amz-target",
  "x-content-type-options",
  "x-frame-options",
  "x-openstack-nova-api-version",
  "x-openstack-request-id",
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
  "x-request-id",
]);

/** Names of other headers whose value looks random but is not secret: IDs, hashes, the route of a request. */
export const SHOWN_HEADER_ENDINGS =
  /(?:id(?:-\d)?|ray|trace|traceparent|tracestate|baggage|hash|digest|md5|sha\d*(?:base\d\d)?|checksum|revision|version|timing|served-by|cache|policy|organization|integrity|accept|key|by|server|agent)$/i;
