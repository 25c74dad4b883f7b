import { createHash } from "node:crypto";

import { decodeText } from "../trace/bodies/charset.ts";
import { decodeContent } from "../trace/bodies/content-encoding.ts";
import type { PostData } from "../trace/model/types.ts";
import { type BodyLeaves, readLeaves, readOpening } from "./body-leaves.ts";

/** A request's body in the form in which two of them are compared. */
export interface RequestBody {
  /** With parameters; "" where it is not known. */
  readonly mimeType: string;
  /** After content decoding; text in UTF-8, whatever it was sent in. */
  readonly bytes: Buffer;
  /** The fields of a form, if a trace of another tool has these instead of bytes. */
  readonly fields?: readonly Field[];
}

/** A field of a form, or a part of an upload. */
export interface Field {
  readonly name: string;
  readonly fileName?: string | undefined;
  readonly value: string;
}

/** A body as a client sent it. */
export interface SentBody {
  /** As it came over the wire. */
  readonly wire: Buffer;
  /** Content-Type and Content-Encoding; "" where none was sent. */
  readonly mimeType: string;
  readonly encoding: string;
  /** Whether more of it is to come. @default false */
  readonly isBeginning?: boolean;
}

/** What a client's body is compared by. What few comparisons need is computed on demand. */
export interface AskedBody {
  readonly mimeType: string;
  /** Bytes on the wire. */
  readonly size: number;
  readonly leaves: BodyLeaves;
  /** The same as of a body whose rest is missing. */
  readonly opening: () => BodyLeaves;
  /** Of the bytes on the wire, in hex. */
  readonly sha256: () => string;
  /** What came, where more of it is to come. */
  readonly beginning: Buffer | undefined;
}

/** @param toRecorded puts recorded values in place of the client's own */
export function readAsked(
  { wire, mimeType, encoding, isBeginning = false }: SentBody,
  toRecorded: (value: string) => string,
  ignores: (pointer: string) => boolean = () => false,
): AskedBody {
  const { bytes } = decodeContent(wire, encoding, LONGEST);
  const text = decodeText(bytes, mimeType, false);
  const body = { mimeType, bytes: text === undefined ? bytes : Buffer.from(text) };
  const withRecorded = (leaves: BodyLeaves): BodyLeaves =>
    new Map(Array.from(leaves, ([name, value]) => [name, toRecorded(value)]));
  return {
    mimeType,
    size: wire.byteLength,
    leaves: withRecorded(withoutIgnored(readLeaves(body), ignores)),
    opening: once(() => withRecorded(readOpening(body))),
    sha256: once(() => createHash("sha256").update(wire).digest("hex")),
    beginning: isBeginning ? bytes : undefined,
  };
}

/** The content of a body, except ignored members. */
export function withoutIgnored(leaves: BodyLeaves, ignores: (pointer: string) => boolean): BodyLeaves {
  return new Map([...leaves].filter(([name]) => !ignores(name.replace(/\0.*/s, ""))));
}

/** Nothing that is recorded is longer by default, and a few bytes can unpack to gigabytes. */
const LONGEST = 2 ** 26;

export function readRecordedBody(postData: PostData | undefined): RequestBody {
  const { mimeType = "", text = "", params, _encoding } = postData ?? {};
  const bytes = Buffer.from(text, _encoding === "base64" ? "base64" : "utf8");
  if (text !== "" || params === undefined) return { mimeType, bytes };
  return { mimeType, bytes, fields: params.map(({ name, fileName, value = "" }) => ({ name, fileName, value })) };
}

function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => (found ??= { value: find() }).value;
}
