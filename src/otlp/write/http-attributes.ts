import { createGroups } from "../../sequence/groups.ts";
import { matchedText } from "../../sequence/matched-text.ts";
import { headerText } from "../../trace/headers.ts";
import type { Entry, Header } from "../../trace/model/types.ts";
import { type Attribute, toAttributes } from "../span.ts";
import { bytesOf, cutBeginning } from "./parts.ts";

/**
 * What an exchange is in OpenTelemetry's words: the stable names of https://opentelemetry.io/docs/specs/semconv/http/http-spans/, and
 * `http.request.body.content` for the bodies, which have no stable name.
 */
export function toHttpAttributes(entry: Entry, { template, headers }: HttpAttributeOptions): readonly Attribute[] {
  const { request, response, _error, serverIPAddress, connection } = entry;
  const url = URL.parse(request.url);
  const isKnown = METHODS.has(request.method);
  return [
    ...toAttributes({
      "http.request.method": isKnown ? request.method : "_OTHER",
      "http.request.method_original": isKnown ? undefined : request.method,
      "url.full": cutBeginning(request.url, LONGEST_VALUE),
      "url.template": template,
      "server.address": url?.hostname.replace(/^\[|\]$/g, ""),
      "server.port": url === null ? undefined : toPort(url),
      "http.response.status_code": response.status === 0 ? undefined : response.status,
      "error.type": _error?.code ?? (response.status >= 400 ? String(response.status) : undefined),
      "network.protocol.version": toProtocolVersion(response.httpVersion || request.httpVersion),
      "network.peer.address": serverIPAddress,
      "network.local.port": connection !== undefined && /^\d{1,5}$/.test(connection) ? Number(connection) : undefined,
      "user_agent.original": cutBeginning(headerText(request.headers, "user-agent"), LONGEST_VALUE),
      "http.request.body.size": request.bodySize < 0 ? undefined : request.bodySize,
      "http.response.body.size": response.bodySize < 0 ? undefined : response.bodySize,
      "http.request.body.content": toBody(request.postData?.text, request.postData?._encoding),
      "http.response.body.content": toBody(response.content.text, response.content.encoding),
    }),
    ...(headers
      ? [...toHeaders("http.request.header", request.headers), ...toHeaders("http.response.header", response.headers)]
      : []),
  ];
}

interface HttpAttributeOptions {
  /** Path with placeholders: `/v2/images/{image_id}`. */
  readonly template: string;
  /** Whether headers become attributes. */
  readonly headers: boolean;
}

/** The methods that semantic conventions name; any other is `_OTHER`. */
const METHODS: ReadonlySet<string> = new Set("CONNECT DELETE GET HEAD OPTIONS PATCH POST PUT QUERY TRACE".split(" "));

/** Bytes of JSON, as for all below: all attributes together have to fit into a record. */
const LONGEST_VALUE = 8 * 1024;
const LONGEST_BODY = 96 * 1024;
const LONGEST_HEADERS = 48 * 1024;
/** Of a value in its list. */
const OVERHEAD = 64;

function toPort({ port, protocol }: URL): number | undefined {
  if (port !== "") return Number(port);
  return protocol === "https:" ? 443 : protocol === "http:" ? 80 : undefined;
}

/** `HTTP/1.1` → `1.1`, `h2` → `2` */
function toProtocolVersion(version: string): string {
  return matchedText(/^h(?:ttp\/)?(\d(?:\.[1-9])?)/i, version, 1);
}

/** Bytes are in the entry only. */
function toBody(text: string | undefined, encoding: "base64" | undefined): string | undefined {
  return text === undefined || encoding !== undefined ? undefined : cutBeginning(text, LONGEST_BODY);
}

function toHeaders(prefix: string, headers: readonly Header[]): readonly Attribute[] {
  const byName = createGroups<string, string>();
  let left = LONGEST_HEADERS;
  for (const { name, value } of headers) {
    left -= bytesOf(name) + bytesOf(value) + OVERHEAD;
    if (left >= 0) byName.add(name.toLowerCase(), value);
  }
  return Array.from(byName.entries(), ([name, values]) => toAttributes({ [`${prefix}.${name}`]: values })).flat();
}
