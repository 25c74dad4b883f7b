import { isObject } from "../../json/is-object.ts";
import { onlyKnown } from "../../json/only-known.ts";
import { matchParts } from "../../sequence/match-parts.ts";
import { undoEncoding } from "../bodies/stated-encoding.ts";
import { type FormField, writeForm } from "../bodies/write-form.ts";
import {
  type Loose,
  dropNulls,
  fillFlag,
  fillList,
  fillNumber,
  fillObject,
  fillText,
  objectsOf,
  tidyText,
} from "./loose-fields.ts";
import { toPairs } from "./loose-pairs.ts";
import { toIsoDate } from "./start-time.ts";

/** Fills the gaps of an entry's request and response, in place. */
export function fillMessages(entry: Loose): void {
  if (isObject(entry["request"])) fillRequest(entry["request"]);
  // Tools that save a request before its response arrived omit the response.
  fillObject(entry, "response");
  if (isObject(entry["response"])) fillResponse(entry["response"]);
}

function fillRequest(request: Loose): void {
  fillMessage(request);
  fillList(request, "queryString");
  request["queryString"] = toPairs(request["queryString"]);
  fillPairs(request["queryString"]);
  dropNulls(request, "postData");
  if (isObject(request["postData"])) fillPostData(request["postData"], request);
}

function fillResponse(response: Loose): void {
  const [, status] = matchParts(/^\s*(\d{3})\b/, String(response["status"]));
  if (typeof response["status"] === "string" && status !== undefined) response["status"] = Number(status);
  fillNumber(response, "status", 0);
  // BrowserMob writes -999 if no response arrived.
  if (Number(response["status"]) < 0) response["status"] = 0;
  fillText(response, "statusText");
  fillMessage(response);
  fillText(response, "redirectURL");
  fillObject(response, "content");
  if (isObject(response["content"])) fillContent(response["content"]);
}

/** What requests and responses have in common. */
function fillMessage(message: Loose): void {
  fillText(message, "httpVersion");
  for (const list of ["headers", "cookies"]) {
    fillList(message, list);
    message[list] = toPairs(message[list]);
    fillPairs(message[list]);
  }
  for (const cookie of objectsOf(message["cookies"])) fillCookie(cookie);
  fillNumber(message, "headersSize", -1);
  fillNumber(message, "bodySize", -1);
  dropNulls(message, "comment");
}

function fillPairs(pairs: unknown): void {
  for (const pair of objectsOf(pairs)) {
    fillText(pair, "name");
    fillText(pair, "value");
    dropNulls(pair, "comment");
  }
}

/** HAR requires ISO dates; tools write dates as in headers, or seconds, of which none is before 1971. */
function fillCookie(cookie: Loose): void {
  dropNulls(cookie, "path", "domain");
  for (const flag of ["httpOnly", "secure"]) fillFlag(cookie, flag);
  const { expires } = cookie;
  if (expires === null || expires === "") delete cookie["expires"];
  else if (typeof expires === "string" || Number(expires) > 0) cookie["expires"] = toIsoDate(expires) ?? expires;
}

function fillPostData(postData: Loose, request: Loose): void {
  fillText(postData, "mimeType");
  fillJson(postData);
  fillText(postData, "text");
  dropNulls(postData, "params", "comment");
  if (isObject(postData["params"])) postData["params"] = toPairs(postData["params"]);
  for (const param of objectsOf(postData["params"])) {
    fillText(param, "name");
    for (const key of ["value", "fileName", "contentType", "comment"]) tidyText(param, key);
  }
  // HAR 1.2 has no encoding here, so some tools borrow the name that it has in a response.
  if (typeof postData["encoding"] !== "string") dropNulls(postData, "encoding");
  else if (isBase64(postData["encoding"])) {
    delete postData["encoding"];
    postData["_encoding"] = "base64";
  } else if (undoStated(postData, postData["encoding"])) {
    postData["_encoding"] = "base64";
  }
  if (postData["text"] === "") writeParams(postData, request);
  else nameBoundary(postData, request);
}

/** The boundary of the parts is in the header, or in the body's first line if the media type has none. */
function nameBoundary(postData: Loose, request: Loose): void {
  const { mimeType, text } = postData;
  if (typeof mimeType !== "string" || typeof text !== "string" || !/^multipart\/[^;]*;?\s*$/i.test(mimeType)) return;
  const stated = contentTypeOf(request);
  const [, line = ""] = matchParts(/^--([\w'()+,./:=?-]{1,70})\r?\n/, text);
  if (/^multipart\/.*\bboundary=/i.test(stated)) postData["mimeType"] = stated;
  else if (line !== "") postData["mimeType"] = `${mimeType.replace(/;?\s*$/, "")}; boundary=${line}`;
}

function contentTypeOf(request: Loose): string {
  const header = objectsOf(request["headers"]).find(({ name }) => /^content-type$/i.test(String(name)));
  return typeof header?.["value"] === "string" ? header["value"] : "";
}

/** HAR allows a form without its text; only here can the text be reconstructed. */
function writeParams(postData: Loose, request: Loose): void {
  const params = objectsOf(postData["params"]);
  if (params.length === 0) return;
  const header = objectsOf(request["headers"]).find(({ name }) => /^content-type$/i.test(String(name)));
  // The header was sent.
  const isSent = /^multipart\/.*\bboundary=/i.test(contentTypeOf(request));
  const isBare = isSent || postData["mimeType"] === "" || !/;/.test(String(postData["mimeType"]));
  const mimeType = isBare ? String(header?.["value"] ?? postData["mimeType"]) : String(postData["mimeType"]);
  const written = writeForm(params.map(toField), mimeType);
  postData["text"] = written.text;
  postData["mimeType"] = written.mimeType;
  if (header !== undefined && written.mimeType !== mimeType) header["value"] = written.mimeType;
}

function toField({ name, value, fileName, contentType }: Loose): FormField {
  return {
    name: typeof name === "string" ? name : "",
    value: typeof value === "string" ? value : "",
    ...onlyKnown({ fileName: textOf(fileName), contentType: textOf(contentType) }),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Some tools write the value of a JSON body instead of its text. */
function fillJson(body: Loose): void {
  if (typeof body["text"] === "object" && body["text"] !== null) body["text"] = JSON.stringify(body["text"]);
}

function fillContent(content: Loose): void {
  dropNulls(content, "text", "encoding", "comment");
  fillText(content, "mimeType");
  fillJson(content);
  if ("text" in content) fillText(content, "text");
  if ("compression" in content) {
    if (content["compression"] === null) delete content["compression"];
    else fillNumber(content, "compression", 0);
  }
  // Text in any other encoding has been decoded by the tool: JSON holds no bytes.
  if (typeof content["encoding"] === "string") {
    if (isBase64(content["encoding"])) content["encoding"] = "base64";
    else if (undoStated(content, content["encoding"])) content["encoding"] = "base64";
    else delete content["encoding"];
  }
  fillNumber(content, "size", sizeOf(content));
}

/** Undoes an encoding other than base64, in place; returns whether the text is base64 of bytes now. */
function undoStated(body: Loose, encoding: string): boolean {
  const decoded = typeof body["text"] === "string" ? undoEncoding(body["text"], encoding) : undefined;
  if (decoded === undefined) return false;
  body["text"] = decoded.text;
  delete body["encoding"];
  return decoded.isBase64;
}

/** `base64`, or the beginning of a data URL. */
function isBase64(encoding: string): boolean {
  return /(?:^|[;,\s])base-?64(?:url)?\b/i.test(encoding);
}

function sizeOf({ text, encoding }: Loose): number {
  if (typeof text !== "string") return 0;
  return Buffer.byteLength(text, encoding === "base64" ? "base64" : "utf8");
}
