import { readString, visitLeaves } from "../../json/leaves.ts";
import { TOKEN } from "../../json/scan.ts";
import { escapePattern } from "../../sequence/escape-pattern.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { decodeFormValue } from "../../trace/decode-component.ts";
import type { Exchange, ExchangeBody } from "../../trace/journal/exchange.ts";
import { mapHeaders } from "../../trace/journal/map-texts.ts";
import { looksLikeJson } from "./looks-like-json.ts";
import { splitJson } from "./split-json.ts";

/** Masks secrets that are too short to be searched for, if one is a whole value. */
export interface WholeMask {
  /** In headers, in path, query and fragment of the URL, and in bodies; in place. */
  readonly maskExchange: (exchange: Exchange) => void;
  /** In a text of any kind, such as the output of a program. */
  readonly maskText: (text: string) => string;
}

/** @param aliases the replacement of each value */
export function createWholeMask(aliases: ReadonlyMap<string, string>): WholeMask {
  const mask = (value: string): string => aliases.get(value) ?? value;
  const standing = toStandingPattern(aliases.keys());
  const maskText = (text: string): string =>
    looksLikeJson(text) ? maskJsonText(text) : text.replaceAll(standing, mask);
  const maskJsonText = (text: string): string =>
    splitJson(text)
      .map(({ text: piece, kind }) =>
        kind === "json" || kind === "loose" ? maskLeaves(piece, maskLeaf) : piece.replaceAll(standing, mask),
      )
      .join("");
  const maskLeaf = (value: string): string => (looksLikeJson(value) ? maskJsonText(value) : mask(value));
  const maskBody = (body: ExchangeBody | undefined): void => {
    if (body === undefined || body.base64) return;
    // curl calls everything a form.
    const isForm = /^application\/x-www-form-urlencoded/i.test(body.mimeType) && !looksLikeJson(body.text);
    body.text = isForm ? maskParts(body.text, mask) : maskText(body.text);
  };
  return {
    maskText,
    maskExchange: (exchange) => {
      exchange.url = maskUrl(exchange.url, mask);
      mapHeaders(exchange, (value) => aliases.get(value.trim()) ?? maskText(value));
      maskBody(exchange.requestBody);
      maskBody(exchange.responseBody);
    },
  };
}

type Mask = (value: string) => string;

/** In quotes, between tags, after an equals sign or a colon that is not that of a port, on a line of its own. */
function toStandingPattern(values: Iterable<string>): RegExp {
  const escaped = Array.from(values, escapePattern);
  return new RegExp(
    String.raw`(?<=["'>=]|%22|%3D|&quot;|&#34;|:[ \t]{1,8}|^[ \t]{0,80})(?:${escaped.join("|")})(?=["'<&;,]|\\+["']|%22|%26|[ \t\r]*$)`,
    "gm",
  );
}

/** Strings, and numbers, which become strings. */
function maskLeaves(json: string, mask: Mask): string {
  let masked = "";
  let copied = 0;
  visitLeaves(json, ({ kind, start, end }) => {
    if (kind === TOKEN.word) return;
    const value = kind === TOKEN.string ? readString(json, start, end) : json.slice(start, end);
    const alias = mask(value);
    if (alias === value) return;
    masked += json.slice(copied, start) + JSON.stringify(alias);
    copied = end;
  });
  return masked + json.slice(copied);
}

/** The host is not a secret. */
function maskUrl(url: string, mask: Mask): string {
  const [, origin = "", rest = ""] = matchParts(/^((?:[a-z][a-z0-9+.-]*:\/\/[^/?#]*)?)(.*)$/is, url);
  return origin + maskParts(rest, mask);
}

/** Segments of a path, values of a query or form. */
function maskParts(text: string, mask: Mask): string {
  return text.replaceAll(/(?<=[/=])[^/?#&=;]+(?![^/?#&=;])/g, (written) => {
    const value = decodeFormValue(written);
    const alias = mask(value);
    return alias === value ? written : alias;
  });
}
