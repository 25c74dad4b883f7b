import { writeCbor } from "./cbor.ts";
import type { WrittenItems } from "./item-writer.ts";
import { writeMessagePack } from "./message-pack.ts";

/** Names and values in a binary notation. */
export interface BinaryDocument {
  /** JSON texts, one a line; the last is truncated where the bytes are. */
  readonly json: string;
  /** Whether the bytes are read to their end. */
  readonly isWhole: boolean;
  readonly notation: string;
}

/** Reads MessagePack and CBOR, by their media types or, where all bytes are one object or list of them, by their form. */
export function readBinaryDocument(bytes: Buffer, mimeType: string): BinaryDocument | undefined {
  const declared = NOTATIONS.find(({ type }) => type.test(mimeType));
  if (declared !== undefined) return toDocument(declared, declared.write(bytes));
  if (bytes.byteLength < SHORTEST || bytes.byteLength > LONGEST) return undefined;
  return NOTATIONS.map((notation) => [notation, notation.write(bytes, 1)] as const)
    .filter(([, written]) => written.isWhole && written.count === 1 && NAMED_TEXT.test(written.json))
    .map(([notation, written]) => toDocument(notation, written))
    .at(0);
}

interface Notation {
  readonly name: string;
  readonly type: RegExp;
  readonly write: (bytes: Buffer, most?: number) => WrittenItems;
}

const NOTATIONS: readonly Notation[] = [
  { name: "MessagePack", type: /[/+.](?:x-)?(?:msgpack|messagepack)\b/i, write: writeMessagePack },
  { name: "CBOR", type: /[/+](?:x-)?(?:cbor|cose|cwt|senml\+cbor|dns\+cbor)(?:-\w+)*\b/i, write: writeCbor },
];

/** Bytes; fewer are no name and no value. */
const SHORTEST = 8;

/** Bytes; longer bodies without a stated type are files. */
const LONGEST = 1 << 20;

const NAMED_TEXT = /^[[{][^]*"[\w.-]+":/;

function toDocument({ name }: Notation, { json, isWhole }: WrittenItems): BinaryDocument {
  return { json: COSE_KEY.test(json) ? nameKey(json) : json, isWhole, notation: name };
}

/** COSE (RFC 9052) has numbers where JWK has names. */
function nameKey(json: string): string {
  return json
    .replaceAll(/(?<=[{,])"1":([1-4])(?=[,}])/g, '"kty":"$1"')
    .replaceAll(/(?<=[{,])"-4":(?=")/g, '"d":')
    .replaceAll(/(?<=[{,])"-1":(?=")/g, '"k":');
}

const COSE_KEY = /[{,]"1":[1-4][,}]/;
