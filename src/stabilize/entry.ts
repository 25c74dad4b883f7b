import type { Place } from "../compare/types.ts";
import { mapStrings } from "../json/map-strings.ts";
import { onlyKnown } from "../json/only-known.ts";
import { bodyText } from "../trace/bodies/body-text.ts";
import type { Content, Entry, ExchangeError, Header, PostData, Request, Response } from "../trace/model/types.ts";
import { type BodyPair, type Hands, settleBody } from "./body.ts";
import { mapBase64 } from "./map-base64.ts";

/** The exchange that the trace is to show, of one and the same in both recordings. */
export function settleEntry(before: Entry, after: Entry, hands: Hands): Entry {
  const { serverIPAddress, connection, _connected } = before;
  // Which exchange opened the connection is a matter of time, as how long that took is.
  const { _connected: _now, ...rest } = after;
  return {
    ...rest,
    startedDateTime: before.startedDateTime,
    time: before.time,
    timings: before.timings,
    request: settleRequest(before.request, after.request, hands),
    response: settleResponse(before.response, after.response, hands),
    ...onlyKnown({
      serverIPAddress: ifBoth(serverIPAddress, after.serverIPAddress),
      connection: ifBoth(connection, after.connection),
      _connected,
      _error: after._error && settleError(before, after._error, hands),
    }),
  };
}

/** The value of the first recording, if the second has one too. */
function ifBoth<Value>(before: Value | undefined, after: Value | undefined): Value | undefined {
  return after === undefined ? undefined : before;
}

/** The exchange of the second recording that the first has not. */
export function renameEntry(entry: Entry, hands: Hands): Entry {
  const { request, response, startedDateTime } = entry;
  const renamed = { ...mapStrings(entry, hands.rename), startedDateTime };
  const { postData } = request;
  const content = settleContent(undefined, response.content, hands);
  return {
    ...renamed,
    request: { ...renamed.request, ...onlyKnown({ postData: postData && settlePostData(undefined, postData, hands) }) },
    response: {
      ...renamed.response,
      content: { ...renamed.response.content, ...onlyKnown({ text: content.text }) },
    },
  };
}

function settleError(before: Entry, error: ExchangeError, { settle }: Hands): ExchangeError {
  const place: Place = { part: "response", at: "error", name: "" };
  return { ...error, message: settle(place, before._error?.message ?? "", error.message) };
}

function settleRequest(before: Request, after: Request, hands: Hands): Request {
  const postData = after.postData && settlePostData(before.postData, after.postData, hands);
  const isSame = postData !== undefined && isSameBody(before.postData, postData);
  const url = hands.settle({ part: "request", at: "path", name: "" }, before.url, after.url);
  return {
    ...after,
    url,
    headers: settleHeaders({ part: "request", isSameBody: isSame }, [before.headers, after.headers], hands),
    cookies: settlePairs({ part: "request", at: "header", name: "cookie" }, [before.cookies, after.cookies], hands),
    queryString: settlePairs(
      { part: "request", at: "query", name: "" },
      [before.queryString, after.queryString],
      hands,
    ),
    ...onlyKnown({ postData }),
    bodySize: isSame ? before.bodySize : after.bodySize,
  };
}

function settlePostData(before: PostData | undefined, after: PostData, hands: Hands): PostData {
  const pair = { part: "request", before: bodyText(before), after: after.text } as const;
  const isBytes = after._encoding === "base64";
  const text = isBytes ? settleBytes(before?._encoding, pair, hands) : settleBody(pair, hands);
  const mimeType = settleType("request", [before?.mimeType, after.mimeType], hands);
  if (after.params === undefined) return { ...after, mimeType, text };
  const params = after.params.map((param) =>
    param.value === undefined ? param : Object.assign({}, param, { value: hands.rename(param.value) }),
  );
  return { ...after, mimeType, text, params };
}

function settleResponse(before: Response, after: Response, hands: Hands): Response {
  const content = settleContent(before.content, after.content, hands);
  const isSame = content.text !== undefined && isSameBody(before.content, content);
  const place: Place = { part: "response", at: "header", name: "location" };
  return {
    ...after,
    headers: settleHeaders({ part: "response", isSameBody: isSame }, [before.headers, after.headers], hands),
    cookies: settlePairs(
      { part: "response", at: "header", name: "set-cookie" },
      [before.cookies, after.cookies],
      hands,
    ),
    content: isSame ? { ...content, ...sizesOf(before.content) } : content,
    redirectURL: hands.settle(place, before.redirectURL, after.redirectURL),
    bodySize: isSame ? before.bodySize : after.bodySize,
    ...onlyKnown({
      _chunks: isSame ? ifBoth(before._chunks, after._chunks) : undefined,
      _trailers:
        after._trailers &&
        settleHeaders({ part: "response", isSameBody: isSame }, [before._trailers ?? [], after._trailers], hands),
    }),
  };
}

function settleContent(before: Content | undefined, after: Content, hands: Hands): Content {
  const mimeType = settleType("response", [before?.mimeType, after.mimeType], hands);
  if (after.text === undefined) return { ...after, mimeType };
  const pair = { part: "response", before: bodyText(before), after: after.text } as const;
  const text = after.encoding === "base64" ? settleBytes(before?.encoding, pair, hands) : settleBody(pair, hands);
  return { ...after, mimeType, text };
}

/** The type of a body is that of the header Content-Type, and so are the values in it. */
function settleType(
  part: Place["part"],
  [before, after]: readonly [string | undefined, string],
  { settle, rename }: Hands,
): string {
  return before === undefined ? rename(after) : settle({ part, at: "header", name: "content-type" }, before, after);
}

/**
 * Text in bytes is renamed as elsewhere, except where that would move what follows: lengths are part of most formats. Text parts of a form
 * are treated as text.
 */
function settleBytes(encoding: string | undefined, pair: BodyPair, hands: Hands): string {
  const toText = (base64: string): string => Buffer.from(base64, "base64").toString("latin1");
  const old = encoding === "base64" ? toText(pair.before) : "";
  return mapBase64(pair.after, (text) => {
    const isForm = /^--[^\r\n]+\r?\ncontent-/i.test(text);
    const settled = isForm ? settleBody({ ...pair, before: old, after: text }, hands) : hands.rename(text);
    return isForm || settled.length === text.length ? settled : text;
  });
}

/** What the limit cut off is known by its digest alone. */
function isSameBody(before: PostData | Content | undefined, after: PostData | Content): boolean {
  return before !== undefined && before.text === after.text && before._sha256 === after._sha256;
}

function sizesOf({ size, compression }: Content): Partial<Content> {
  return { size, ...onlyKnown({ compression }) };
}

interface HeaderPlace {
  readonly part: Place["part"];
  readonly isSameBody: boolean;
}

/** By name, and of those with one name by their order. */
function settleHeaders(
  { part, isSameBody: isSame }: HeaderPlace,
  [before, after]: readonly [readonly Header[], readonly Header[]],
  { settle, rename }: Hands,
): Header[] {
  const left = Map.groupBy(before, ({ name }) => name.toLowerCase());
  return after.map((header) => {
    const name = header.name.toLowerCase();
    const old = left.get(name)?.shift();
    if (old === undefined) return Object.assign({}, header, { value: rename(header.value) });
    // It follows from the body; without a body, it is information of its own.
    if (name === "content-length") return isSame ? Object.assign({}, header, { value: old.value }) : header;
    const place: Place = { part, at: "header", name: header.name };
    return Object.assign({}, header, { value: settle(place, old.value, header.value) });
  });
}

/** Parameters and cookies, which the URL and headers repeat. */
function settlePairs<Pair extends { readonly name: string; readonly value: string }>(
  place: Place,
  [before, after]: readonly [readonly Pair[], readonly Pair[]],
  { settle, rename }: Hands,
): Pair[] {
  return after.map((pair, index) => {
    const old = before[index];
    const isPartner = old?.name === pair.name;
    return Object.assign({}, pair, { value: isPartner ? settle(place, old.value, pair.value) : rename(pair.value) });
  });
}
