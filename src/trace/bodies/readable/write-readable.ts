import { prettyPrint } from "../../../json/pretty.ts";
import { readBinaryDocument } from "../binary-document.ts";
import type { MessageType } from "../message-types.ts";
import { writeProtobuf } from "../protobuf.ts";
import { readUtf8 } from "./read-utf8.ts";
import { writeCsv } from "./write-csv.ts";
import { writeFields } from "./write-fields.ts";
import { writeParts } from "./write-parts.ts";
import { writeXml } from "./write-xml.ts";

export interface ReadableBody {
  readonly bytes: Buffer;
  readonly mimeType: string;
  /** Whether only its beginning is there. */
  readonly isCut: boolean;
  /** Type of a message of Protocol Buffers. @default unknown: fields by number */
  readonly type?: MessageType | undefined;
}

interface Row {
  /** Media types, in lower case. */
  readonly types: RegExp;
  readonly write: (body: ReadableBody) => string | undefined;
}

/** Formats that people read in another form than their bytes. */
const ROWS: readonly Row[] = [
  { types: /^multipart\//, write: ({ bytes, mimeType, isCut }) => writeParts(bytes, mimeType, isCut) },
  { types: /^application\/x-www-form-urlencoded/, write: ofText(writeFields) },
  { types: /^text\/csv/, write: ofText(writeCsv) },
  { types: /^(?:text|application)\/(?:[\w.-]+\+)?xml\b/, write: ofText(writeXml) },
  {
    types: /^application\/(?:x-|vnd\.)?(?:google\.)?protobuf\b/,
    write: ({ bytes, type }) => writeProtobuf(bytes, type),
  },
  { types: /^application\/(?:x-|vnd\.)?(?:msgpack|messagepack|cbor)\b/, write: writeDocument },
];

/** A body in a readable form; undefined if its bytes or its text are the best form. */
export function writeReadable(body: ReadableBody): string | undefined {
  const type = body.mimeType.trim().toLowerCase();
  if (body.bytes.length > LARGEST) return undefined;
  return ROWS.find(({ types }) => types.test(type))?.write(body);
}

/** Whether a media type is one of these formats. */
export function hasReadableForm(mimeType: string): boolean {
  const type = mimeType.trim().toLowerCase();
  return ROWS.some(({ types }) => types.test(type));
}

/** Bytes. */
const LARGEST = 4 * 1024 * 1024;

function ofText(write: (text: string) => string | undefined): Row["write"] {
  return ({ bytes, isCut }) => {
    const text = isCut ? undefined : readUtf8(bytes);
    return text === undefined ? undefined : write(text);
  };
}

/** One value: the replacement of an omitted body would be a list of numbers. */
function writeDocument({ bytes, mimeType }: ReadableBody): string | undefined {
  const { json = "", isWhole = false } = readBinaryDocument(bytes, mimeType) ?? {};
  return isWhole && json !== "" && !json.includes("\n") ? prettyPrint(json).lines.join("\n") : undefined;
}
