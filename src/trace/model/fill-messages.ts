import {
  type Loose,
  dropNulls,
  fillList,
  fillNumber,
  fillObject,
  fillText,
  isObject,
  objectsOf,
  tidyText,
} from "./loose-fields.ts";

/** Fills the gaps of an entry's request and response, in place. */
export function fillMessages(entry: Loose): void {
  if (isObject(entry["request"])) fillRequest(entry["request"]);
  // Tools that save a request before its answer came leave the response out.
  fillObject(entry, "response");
  if (isObject(entry["response"])) fillResponse(entry["response"]);
  for (const message of objectsOf(entry["_webSocketMessages"])) fillWebSocketMessage(message);
}

function fillWebSocketMessage(message: Loose): void {
  fillText(message, "data", "");
  fillNumber(message, "time", 0);
  fillNumber(message, "opcode", 1);
}

function fillRequest(request: Loose): void {
  fillMessage(request);
  fillList(request, "queryString");
  fillPairs(request["queryString"]);
  dropNulls(request, "postData");
  if (isObject(request["postData"])) fillPostData(request["postData"]);
}

function fillResponse(response: Loose): void {
  fillNumber(response, "status", 0);
  // BrowserMob says -999 where no answer came.
  if (Number(response["status"]) < 0) response["status"] = 0;
  fillText(response, "statusText", "");
  fillMessage(response);
  fillText(response, "redirectURL", "");
  fillObject(response, "content");
  if (isObject(response["content"])) fillContent(response["content"]);
}

/** What requests and responses have in common. */
function fillMessage(message: Loose): void {
  fillText(message, "httpVersion", "");
  fillList(message, "headers");
  fillPairs(message["headers"]);
  fillList(message, "cookies");
  fillPairs(message["cookies"]);
  for (const cookie of objectsOf(message["cookies"])) {
    dropNulls(cookie, "path", "domain", "httpOnly", "secure");
    if (cookie["expires"] === null || cookie["expires"] === "") delete cookie["expires"];
  }
  fillNumber(message, "headersSize", -1);
  fillNumber(message, "bodySize", -1);
  dropNulls(message, "comment");
}

function fillPairs(pairs: unknown): void {
  for (const pair of objectsOf(pairs)) {
    fillText(pair, "name", "");
    fillText(pair, "value", "");
    dropNulls(pair, "comment");
  }
}

function fillPostData(postData: Loose): void {
  fillText(postData, "mimeType", "");
  fillText(postData, "text", "");
  dropNulls(postData, "params", "comment");
  for (const param of objectsOf(postData["params"])) {
    fillText(param, "name", "");
    for (const key of ["value", "fileName", "contentType", "comment"]) tidyText(param, key);
  }
  // HAR 1.2 has no encoding here, so some tools borrow the name that it has in a response.
  if (typeof postData["encoding"] !== "string") dropNulls(postData, "encoding");
  else if (isBase64(postData["encoding"])) {
    delete postData["encoding"];
    postData["_encoding"] = "base64";
  }
}

function fillContent(content: Loose): void {
  dropNulls(content, "text", "encoding", "comment");
  fillText(content, "mimeType", "");
  if ("text" in content) fillText(content, "text", "");
  if ("compression" in content) {
    if (content["compression"] === null) delete content["compression"];
    else fillNumber(content, "compression", 0);
  }
  // Text in any other encoding has been decoded by the tool: JSON holds no bytes.
  if (typeof content["encoding"] === "string") {
    if (isBase64(content["encoding"])) content["encoding"] = "base64";
    else delete content["encoding"];
  }
  fillNumber(content, "size", sizeOf(content));
}

function isBase64(encoding: string): boolean {
  return encoding.toLowerCase() === "base64";
}

function sizeOf({ text, encoding }: Loose): number {
  if (typeof text !== "string") return 0;
  return Buffer.byteLength(text, encoding === "base64" ? "base64" : "utf8");
}
