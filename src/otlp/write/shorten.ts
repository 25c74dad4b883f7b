import { onlyKnown } from "../../json/only-known.ts";
import type { Entry } from "../../trace/model/types.ts";
import type { LogHead } from "../log-head.ts";
import { bytesOf, cutBeginning } from "./parts.ts";

/** Shortens an entry so that it fits into a record: this remains if its parts are lost. */
export function shortenEntry(entry: Entry, most: number): Entry {
  const { request, response, _webSocketMessages: _messages, ...others } = entry;
  const { _chunks: _sent, postData, ...asked } = request;
  const { _chunks: _pieces, content, ...answer } = response;
  const shortened: Entry = {
    ...others,
    request: { ...asked, ...onlyKnown({ postData: postData && cutBody(postData, undefined) }) },
    response: { ...answer, content: cutBody(content, content.size) },
  };
  return bytesOf(JSON.stringify(shortened)) <= most ? shortened : toBareEntry(entry);
}

function cutBody<Body extends object>(body: Body & { readonly text?: string }, size: number | undefined): Body {
  if (body.text === undefined || body.text.length <= KEPT) return body;
  // Cut base64 has to stay base64.
  const text = cutBeginning(body.text, KEPT).slice(0, KEPT - (KEPT % 4));
  return { ...body, text, _truncated: true, _size: size ?? Buffer.byteLength(body.text) };
}

/** Of a body, in bytes of JSON. */
const KEPT = 4096;

/** Who sent which request, and its outcome. */
function toBareEntry({ startedDateTime, time, request, response, timings, _client, _server, _id }: Entry): Entry {
  const short = (text: string): string => cutBeginning(text, KEPT);
  return {
    startedDateTime,
    time,
    request: {
      method: short(request.method),
      url: short(request.url),
      httpVersion: short(request.httpVersion),
      cookies: [],
      headers: [],
      queryString: [],
      headersSize: -1,
      bodySize: request.bodySize,
    },
    response: {
      status: response.status,
      statusText: short(response.statusText),
      httpVersion: short(response.httpVersion),
      cookies: [],
      headers: [],
      content: { size: response.content.size, mimeType: short(response.content.mimeType), _truncated: true },
      redirectURL: "",
      headersSize: -1,
      bodySize: response.bodySize,
    },
    cache: {},
    timings,
    ...onlyKnown({ _id: _id && short(_id), _client: _client && short(_client), _server: _server && short(_server) }),
  };
}

/** The same for all but the entries. */
export function shortenLog({ version, creator, _wirewalk: origin }: LogHead): LogHead {
  const { format, redacted } = origin ?? {};
  return {
    version,
    creator: { name: cutBeginning(creator.name, KEPT), version: cutBeginning(creator.version, KEPT) },
    ...(format === undefined || redacted === undefined ? {} : { _wirewalk: { format, redacted } }),
  };
}
