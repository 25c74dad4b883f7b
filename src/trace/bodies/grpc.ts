import { byteAt } from "../../sequence/byte-at.ts";
import { countOf } from "../../sequence/count-of.ts";
import { findAll } from "../../sequence/find-all.ts";
import { decodeContent } from "./content-encoding.ts";
import type { MessageType } from "./message-types.ts";
import { writeProtobuf } from "./protobuf.ts";

/** A body of gRPC, and what is needed to read it. */
export interface GrpcBody {
  readonly bytes: Buffer;
  /** Content-Type: `application/grpc+proto`, `application/grpc-web-text`. */
  readonly mimeType: string;
  /** Value of grpc-encoding; "" if there is none. */
  readonly encoding: string;
  /** Type of its messages. @default unknown: fields by number */
  readonly type?: MessageType | undefined;
}

/** Whether a media type is one of gRPC's or gRPC-web's. */
export function isGrpc(mimeType: string): boolean {
  return /^\s*application\/grpc(?:-web(?:-text)?)?(?:\+[\w.-]+)?\s*(?:;|$)/i.test(mimeType);
}

/**
 * The messages of a body as text, each with its number, size, and type (see `writeProtobuf`). Undefined if the body is not
 * framed as gRPC frames it: a byte that marks compressed messages, and four bytes of length.
 */
export function writeGrpc({ bytes, ...about }: GrpcBody): string | undefined {
  const isText = /^\s*application\/grpc-web-text/i.test(about.mimeType);
  const messages = readMessages(isText ? decodeParts(bytes.toString("latin1")) : bytes);
  return messages?.map((message, index) => writeMessage(message, index + 1, about)).join("\n");
}

interface GrpcMessage {
  readonly flags: number;
  readonly data: Buffer;
  /** Length according to its head; more than the existing bytes if the body was cut. */
  readonly size: number;
}

const COMPRESSED = 0x01;

/** gRPC-web has no trailers of HTTP, and sends them as a last message. */
const TRAILERS = 0x80;

const HEAD_SIZE = 5;

function readMessages(bytes: Buffer): readonly GrpcMessage[] | undefined {
  const messages: GrpcMessage[] = [];
  let position = 0;
  while (position < bytes.byteLength) {
    const flags = byteAt(bytes, position);
    if ((flags & ~(COMPRESSED | TRAILERS)) !== 0 || position + HEAD_SIZE > bytes.byteLength) return undefined;
    const size = bytes.readUInt32BE(position + 1);
    const start = position + HEAD_SIZE;
    messages.push({ flags, size, data: bytes.subarray(start, start + size) });
    position = start + size;
  }
  return messages;
}

/** Each piece that was sent is base64 of its own, padded. */
function decodeParts(text: string): Buffer {
  const parts = findAll(text.replaceAll(/\s+/g, ""), /[^=]+=*/g);
  return Buffer.concat(parts.map((part) => Buffer.from(part, "base64")));
}

function writeMessage(
  { flags, data, size }: GrpcMessage,
  number: number,
  { mimeType, encoding, type }: Omit<GrpcBody, "bytes">,
): string {
  if ((flags & TRAILERS) !== 0) return `trailers\n${indent(data.toString().trim())}`;
  const isCut = data.byteLength < size;
  const isCompressed = (flags & COMPRESSED) !== 0;
  const title = `message ${number} (${countOf(size, "byte")}${isCompressed ? `, ${encoding || "compressed"}` : ""})`;
  if (isCut) return `${title}, cut after ${data.byteLength}`;
  const plain = isCompressed ? inflate(data, encoding) : data;
  const isJson = /\+json/i.test(mimeType);
  const said = plain && (isJson ? plain.toString() : writeProtobuf(plain, type));
  const named = type === undefined || isJson ? title : `${title}: ${type.name}`;
  return said === undefined ? `${title}, which cannot be read` : `${named}\n${indent(said)}`.trimEnd();
}

/** Bytes; a message of gRPC is 4 MiB at most, unless both sides agree on more. */
const LONGEST_MESSAGE = 1 << 24;

function inflate(data: Buffer, encoding: string): Buffer | undefined {
  if (!/^(?:gzip|deflate|identity)$/i.test(encoding)) return undefined;
  const { bytes } = decodeContent(data, encoding, LONGEST_MESSAGE);
  return bytes === data && encoding.toLowerCase() !== "identity" ? undefined : bytes;
}

function indent(text: string): string {
  return text === "" ? "" : `  ${text.replaceAll(/\r?\n/g, "\n  ")}`;
}
