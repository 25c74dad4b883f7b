import { onlyKnown } from "../json/only-known.ts";
import { isJson } from "../json/read-json.ts";
import { bodyText } from "../trace/bodies/body-text.ts";
import { isGrpc, writeGrpc } from "../trace/bodies/grpc.ts";
import { hasText, isHeld } from "../trace/bodies/held-body.ts";
import type { CallTypes, MessageType } from "../trace/bodies/message-types.ts";
import { type MissingBody, findMissingRequestBody, findMissingResponseBody } from "../trace/bodies/missing-body.ts";
import { hasReadableForm, writeReadable } from "../trace/bodies/readable/write-readable.ts";
import { headerText } from "../trace/headers.ts";
import type { Content, CutBody, Entry, Header } from "../trace/model/types.ts";
import { countConversation, sizeOfConversation, writeConversation } from "./conversation.ts";
import type { BodyView } from "./types.ts";

/**
 * The request's body, prepared for the page.
 *
 * @param types of its messages, if they are known
 */
export function viewRequestBody(entry: Entry, types?: CallTypes): BodyView {
  const { request } = entry;
  const body = request.postData;
  if (body === undefined || !hasText(body)) {
    return viewNothing(body?.mimeType ?? "", findMissingRequestBody(entry));
  }
  return viewBody(body, {
    isBase64: body._encoding === "base64",
    mimeType: body.mimeType,
    size: firstKnown(request.bodySize, body._size) ?? Buffer.byteLength(body.text),
    cut: body,
    grpcEncoding: headerText(request.headers, "grpc-encoding"),
    trailers: [],
    type: types?.request,
  });
}

/** The body of the response, prepared for the page; for a WebSocket, its messages. */
export function viewResponseBody(entry: Entry, types?: CallTypes): BodyView {
  const { response, _webSocketMessages: messages = [] } = entry;
  const content: Content = response.content;
  const said = writeConversation(messages);
  if (said !== "") {
    const size = sizeOfConversation(messages);
    return { kind: "text", mimeType: "", text: said, size, said: countConversation(messages) };
  }
  if (!hasText(content)) return viewNothing(content.mimeType, findMissingResponseBody(entry));
  return viewBody(content, {
    isBase64: content.encoding === "base64",
    mimeType: content.mimeType,
    size: firstKnown(response.bodySize, content._size, content.size) ?? 0,
    cut: content,
    grpcEncoding: headerText(response.headers, "grpc-encoding"),
    trailers: response._trailers ?? [],
    type: types?.response,
  });
}

interface AboutBody {
  readonly isBase64: boolean;
  readonly mimeType: string;
  readonly size: number;
  readonly cut: CutBody;
  readonly grpcEncoding: string;
  readonly trailers: readonly Header[];
  readonly type: MessageType | undefined;
}

const NO_BODY: BodyView = { kind: "none", mimeType: "", text: "", size: 0 };

/** The body has no text: there was no body, or the tool did not keep it. */
function viewNothing(mimeType: string, missing: MissingBody | undefined): BodyView {
  if (missing === undefined) return { ...NO_BODY, mimeType };
  return { ...NO_BODY, mimeType, size: missing.size ?? NO_BODY.size, missing: missing.text };
}

/** The content of the file is read at each access to the view. */
function viewBody(body: { readonly text?: string }, about: AboutBody): BodyView {
  if (!isHeld(body)) return viewText(bodyText(body), about);
  const { mimeType, size, cut } = about;
  const isSurelyJson = !about.isBase64 && isJsonType(mimeType);
  return {
    kind: isSurelyJson ? "json" : viewText(bodyText(body), about).kind,
    mimeType,
    get text() {
      return viewText(bodyText(body), about).text;
    },
    size,
    ...onlyKnown({
      written: isGrpc(mimeType) || hasReadableForm(mimeType) ? viewText(bodyText(body), about).written : undefined,
    }),
    ...viewCut(cut, size),
  };
}

function viewText(text: string, about: AboutBody): BodyView {
  const { isBase64, mimeType, size, cut } = about;
  const plain = isBase64 ? decodeText(text, mimeType) : text;
  const kind = plain === undefined ? "binary" : isJsonBody(plain, mimeType) ? "json" : "text";
  const written = (plain === undefined ? writeBytes(text, about) : undefined) ?? writeFormat(text, kind, about);
  return {
    kind,
    mimeType,
    text: plain ?? text,
    size,
    ...onlyKnown({ written }),
    ...viewCut(cut, size),
  };
}

/** Forms, tables, and the like in a readable form. */
function writeFormat(text: string, kind: BodyView["kind"], about: AboutBody): string | undefined {
  const { isBase64, mimeType, cut, type } = about;
  if (kind === "json" || !hasReadableForm(mimeType)) return undefined;
  const bytes = Buffer.from(text, isBase64 ? "base64" : "utf8");
  return writeReadable({ bytes, mimeType, isCut: cut._truncated === true, type });
}

function viewCut(cut: CutBody, size: number): Pick<BodyView, "cut"> {
  return cut._truncated ? { cut: { size: cut._size ?? size, sha256: cut._sha256 ?? "" } } : {};
}

/** gRPC messages, and the status in the trailers. */
function writeBytes(text: string, { mimeType, grpcEncoding, trailers, type }: AboutBody): string | undefined {
  if (!isGrpc(mimeType)) return undefined;
  const said = writeGrpc({ bytes: Buffer.from(text, "base64"), mimeType, encoding: grpcEncoding, type });
  if (said === undefined || trailers.length === 0) return said;
  return [said, "trailers", ...trailers.map(({ name, value }) => `  ${name}: ${value}`)].join("\n");
}

/** Browsers export some JSON and text responses as base64; they are easier to read decoded. */
function decodeText(base64: string, mimeType: string): string | undefined {
  if (!/json|^text\/|xml|javascript|urlencoded/i.test(mimeType)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(base64, "base64"));
  } catch {
    return undefined;
  }
}

function isJsonBody(text: string, mimeType: string): boolean {
  if (isJsonType(mimeType)) return true;
  return /^\s*[[{]/.test(text) && isJson(text);
}

function isJsonType(mimeType: string): boolean {
  return /^[^;]*[/+]json\s*(?:;|$)/i.test(mimeType);
}

/** HAR has -1 for an unknown size. */
function firstKnown(...sizes: readonly (number | undefined)[]): number | undefined {
  return sizes.find((size) => size !== undefined && size >= 0);
}
