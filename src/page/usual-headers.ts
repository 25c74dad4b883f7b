import { createGlob } from "../sequence/glob.ts";
import { rememberTexts } from "../sequence/remember-texts.ts";

interface UsualHeader {
  /** In lower case; `*` is a wildcard. */
  readonly name: string;
  /** Limits it to these values, which a program sends about itself, or with every request. */
  readonly value?: RegExp;
}

/** Headers that every message has and that API references do not document: of connections, of the programs at both ends, of browsers. */
const USUAL: readonly UsualHeader[] = [
  "host",
  "connection",
  "proxy-connection",
  "keep-alive",
  "content-length",
  "transfer-encoding",
  "te",
  "date",
  "server",
  "via",
  "x-powered-by",
  "alt-svc",
  "priority",
  ":*",
  // What web pages receive, and browsers send about themselves.
  "sec-fetch-*",
  "sec-ch-ua*",
  "sec-gpc",
  "dnt",
  "upgrade-insecure-requests",
  "nel",
  "report-to",
  "reporting-endpoints",
  "strict-transport-security",
  "x-content-type-options",
  "x-frame-options",
  "x-xss-protection",
  "x-dns-prefetch-control",
  "content-security-policy",
  "referrer-policy",
  "permissions-policy",
  "cross-origin-*-policy",
  "origin-agent-cluster",
  "x-download-options",
  "x-permitted-cross-domain-policies",
  "expect-ct",
  "server-timing",
  "cf-ray",
  "cf-cache-status",
].map((name) => ({ name }));

const USUAL_VALUES: readonly UsualHeader[] = [
  { name: "accept", value: /^\*\/\*$/ },
  { name: "accept-language", value: /^\*$/ },
  {
    name: "accept-encoding",
    value: /^(?:(?:gzip|deflate|br|zstd|x-gzip|identity|compress|\*)(?:;q=[\d.]+)?(?:,\s*|$))+$/i,
  },
  {
    name: "user-agent",
    value:
      /^(?:Mozilla\/|curl\/|Wget\/|HTTPie\/|xh\/|python-|Python\/|Python-urllib|aiohttp|httpx|node$|node[-/]|node-fetch|undici|axios|got |got\/|Bun\/|Deno\/|Go-http-client|okhttp|Java|Apache-HttpClient|ReactorNetty|Faraday|Ruby|rest-client|GuzzleHttp|PHP|reqwest|hyper|ureq|PostmanRuntime|insomnia|bruno-runtime|Dart\/|libwww-perl|\.NET|RestSharp|Dalvik|CFNetwork|Swift)/i,
  },
];

const KNOWN = [...USUAL, ...USUAL_VALUES].map(({ name, value }) => ({ isNamed: createGlob(name), value }));

/** Whether every message has such a header, so that it does not characterize this one. */
export function isUsualHeader(name: string, text: string): boolean {
  return valuesOf(name.toLowerCase()).some((value) => value === undefined || value.test(text.slice(0, 200)));
}

/** Of a name, which each message repeats, looked up once. */
const valuesOf = rememberTexts((lower) => KNOWN.filter(({ isNamed }) => isNamed(lower)).map(({ value }) => value));
