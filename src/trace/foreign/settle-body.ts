import { decodeText } from "../bodies/charset.ts";
import { type Loose, objectsOf } from "../model/loose-fields.ts";
import { isTextual, readBase64, toText } from "./read-base64.ts";
import type { Remarks } from "./remarks.ts";
import { unpack } from "./unpack.ts";

interface Place {
  /** The request or response whose headers describe the body. */
  readonly message: Loose;
  /** The field with the value "base64". */
  readonly mark: "encoding" | "_encoding";
  readonly remarks: Remarks;
}

/**
 * Corrects the text of a body according to its content, in place. A file may declare its encoding wrongly: text that is marked base64 but
 * is none stays text (Mozilla bug 1762313); bytes that were left compressed are unpacked (browsermob-proxy 744), and base64 whose mark was
 * forgotten is decoded (browsermob-proxy 67).
 */
export function settleBody(body: Loose, { message, mark, remarks }: Place): void {
  const { text, mimeType, size } = body;
  const isMarked = body[mark] === "base64";
  if (typeof text !== "string" || typeof mimeType !== "string" || text === "") return;
  const bytes = readBase64(text, { isMarked, size, mimeType });
  if (bytes === undefined) {
    if (isMarked) setText(body, mark, text);
    if (isMarked) remarks.add("Bodies marked base64 that are text, kept as text: %.");
    return;
  }
  const unpacked = mayBePacked(message, mimeType) ? unpack(bytes, codingOf(message), mimeType) : undefined;
  const inner = readAgain(unpacked ?? bytes, mimeType);
  const isAsMarked = isMarked && !text.startsWith("data:") && !isUtf16(bytes, mimeType);
  if (isAsMarked && unpacked === undefined && inner === undefined) return;
  setBytes(body, mark, inner ?? unpacked ?? bytes);
  remarks.add(
    unpacked === undefined
      ? "Bodies in base64 without the mark, or encoded twice, decoded: %."
      : "Bodies that were still compressed, decompressed: %.",
  );
}

/** A file that is compressed by its type is one. */
function mayBePacked(message: Loose, mimeType: string): boolean {
  return codingOf(message) !== "" || isTextual(mimeType) || mimeType === "";
}

function codingOf(message: Loose): string {
  const header = objectsOf(message["headers"]).find(({ name }) => /^content-encoding$/i.test(String(name)));
  return typeof header?.["value"] === "string" ? header["value"].trim() : "";
}

/** Decodes base64 or UTF-16 that is nested in a body; undefined in the usual case that there is none. */
function readAgain(bytes: Buffer, mimeType: string): Buffer | undefined {
  if (!isTextual(mimeType)) return undefined;
  let inner: Buffer | undefined;
  for (let round = 0; round < DEEPEST; round++) {
    const text = toText(inner ?? bytes, mimeType);
    const next = text && readBase64(text, { isMarked: false, size: undefined, mimeType });
    if (next === undefined || next === "") break;
    inner = next;
  }
  return inner;
}

const DEEPEST = 3;

/** Readers treat text types as UTF-8. */
function isUtf16(bytes: Buffer, mimeType: string): boolean {
  return decodeText(bytes, mimeType, false) === undefined && toText(bytes, mimeType) !== undefined;
}

function setBytes(body: Loose, mark: Place["mark"], bytes: Buffer): void {
  const text = toText(bytes, String(body["mimeType"]));
  if (text !== undefined) return setText(body, mark, text);
  body["text"] = bytes.toString("base64");
  body[mark] = "base64";
  if ("size" in body) body["size"] = bytes.byteLength;
}

function setText(body: Loose, mark: Place["mark"], text: string): void {
  delete body[mark];
  body["text"] = text;
  if ("size" in body) body["size"] = Buffer.byteLength(text);
}
