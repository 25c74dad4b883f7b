import { matchParts } from "../../sequence/match-parts.ts";
import { matchedText } from "../../sequence/matched-text.ts";

/** Where spans are sent, and how. */
export interface Endpoint {
  readonly url: string;
  /** The same for people, without possible secrets. */
  readonly name: string;
  /** What else is sent with each request; all values are secrets. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds for one request. */
  readonly timeout: number;
  readonly compression: "gzip" | "none";
  /** Authorities that are trusted, PEM. */
  readonly authorities: readonly string[];
  /** PEM. @default none */
  readonly clientCertificate?: { readonly cert: string; readonly key: string } | undefined;
  /** Whether the certificate of the server is not checked. */
  readonly isUnchecked: boolean;
}

/** The path that every OTLP/HTTP receiver has for spans (https://opentelemetry.io/docs/specs/otlp/#otlphttp-request). */
export const TRACES_PATH = "/v1/traces";

/**
 * Values that a text of another program must not contain when it is shown: the values of our headers, and their parts.
 */
export function hideSecrets(text: string, endpoint: Endpoint): string {
  return secretsOf(endpoint)
    .toSorted((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replaceAll(secret, "REDACTED"), text);
}

/** What no trace and no message may contain. */
export function secretsOf({ url, headers }: Pick<Endpoint, "headers" | "url">): readonly string[] {
  const secrets = new Set(new URL(url).searchParams.values());
  for (const value of Object.values(headers)) {
    for (const secret of [value, ...value.split(/\s+/), ...decodeBasic(value)]) secrets.add(secret);
  }
  return [...secrets].filter((secret) => secret.length >= SHORTEST);
}

function decodeBasic(value: string): readonly string[] {
  const pair = matchedText(/^basic\s+(\S+)$/i, value, 1);
  const [, password] = matchParts(/^[^:]*:(.*)$/s, Buffer.from(pair, "base64").toString("utf8"));
  return password === undefined ? [] : [password];
}

/** Shorter ones are words of any text: `Basic`. */
const SHORTEST = 6;
