import { bodyText } from "../trace/bodies/body-text.ts";
import { decodeComponent } from "../trace/decode-component.ts";
import type { Entry, Header } from "../trace/model/types.ts";

/** Whether a text occurs in an exchange: its request line, headers, or bodies. Case does not matter. */
export function holdsText(entry: Entry, wanted: string): boolean {
  const searched = wanted.toLowerCase();
  for (const text of listSearched(entry)) if (text.toLowerCase().includes(searched)) return true;
  return false;
}

function* listSearched({ request, response, _error, _webSocketMessages = [] }: Entry): Generator<string> {
  const { params = [] } = request.postData ?? {};
  const { _informational = [], _trailers = [] } = response;
  yield `${request.method} ${request.url}`;
  yield decodeComponent(request.url);
  yield* request.headers.map(toLine);
  yield* readBody(request.postData?._encoding === undefined ? bodyText(request.postData) : "");
  yield* params.map(({ name, value = "" }) => `${name}=${value}`);
  yield `${response.status} ${response.statusText}`;
  for (const { headers } of _informational) yield* headers.map(toLine);
  yield* response.headers.map(toLine);
  yield* readBody(response.content.encoding === undefined ? bodyText(response.content) : "");
  yield* _trailers.map(toLine);
  if (_error !== undefined) yield `${_error.code} ${_error.message}`;
  for (const { data, _encoding, opcode } of _webSocketMessages) {
    if (_encoding !== "base64" && (opcode !== 2 || _encoding === "text")) yield data;
  }
}

function toLine({ name, value }: Header): string {
  return `${name}: ${value}`;
}

/** As it is and, if JSON in it has escapes, unescaped. */
function* readBody(text: string): Generator<string> {
  yield text;
  if (!text.includes("\\") || !/^\s*[[{"]/.test(text)) return;
  try {
    yield JSON.stringify(JSON.parse(text)).replaceAll(/\\(["\\/])/g, "$1");
  } catch {
    // It is not JSON, or only the beginning of JSON.
  }
}
