import { byteAt } from "../../sequence/byte-at.ts";

/** The name of a notation that has names and values and that is not parsed here; undefined for all others. */
export function findOpaqueNotation(bytes: Buffer, mimeType: string): string | undefined {
  const byType = TYPES.find(([, type]) => type.test(mimeType))?.[0];
  if (byType !== undefined) return byType;
  const beginning = bytes.subarray(0, LOOKED_AT).toString("hex");
  const byBytes = BEGINNINGS.find(([, hex]) => beginning.startsWith(hex))?.[0];
  return byBytes ?? (isBson(bytes) ? "BSON" : undefined);
}

const TYPES: readonly (readonly [name: string, type: RegExp])[] = [
  ["BSON", /\/(?:x-)?bson\b/i],
  ["Avro", /\/(?:x-|vnd\.apache\.|vnd\.confluent\.)?avro\b|^avro\//i],
  ["Thrift", /\/(?:x-|vnd\.apache\.)thrift\b/i],
  ["Parquet", /\/(?:x-|vnd\.apache\.)parquet\b/i],
  ["Arrow", /\/vnd\.apache\.arrow\b/i],
  ["Ion", /\/(?:x-)?ion\b|\/vnd\.amazon\.ion\b/i],
  ["Smile", /\/(?:x-jackson-)?smile\b/i],
  ["UBJSON", /\/(?:x-)?ubjson\b/i],
  ["FlatBuffers", /\/(?:x-)?flatbuffers\b/i],
  ["Hessian", /\/(?:x-)?hessian\b/i],
  ["AMF", /\/x-amf\b/i],
  ["serialized Java", /\/x-java-serialized-object\b/i],
  ["serialized Python", /\/(?:x-)?(?:python-)?pickle\b/i],
  ["Fast Infoset", /[/+]fastinfoset\b/i],
  ["WBXML", /[/+.](?:wbxml|wmlc)\b|\/vnd\.ms-sync\b/i],
  ["EXI", /\/(?:x-)?exi\b/i],
  ["property list", /\/x-(?:apple-)?(?:binary-)?plist\b/i],
];

/** Bytes. */
const LOOKED_AT = 8;

/** How they begin, in hexadecimal digits. */
const BEGINNINGS: readonly (readonly [name: string, hex: string])[] = [
  ["Avro", "4f626a01"],
  ["Parquet", "50415231"],
  ["Arrow", "4152524f5731"],
  ["Ion", "e00100ea"],
  ["Smile", "3a290a"],
  ["serialized Java", "aced0005"],
  ["property list", "62706c697374"],
  ["SQLite", "53514c697465"],
];

/** Its length, a type and a name, and a zero at its end (bsonspec.org). */
function isBson(bytes: Buffer): boolean {
  const size = bytes.byteLength;
  if (size < 8 || bytes.readInt32LE(0) !== size || bytes[size - 1] !== 0) return false;
  const type = byteAt(bytes, 4);
  return type >= 1 && type <= 0x13 && byteAt(bytes, 5) >= 0x20;
}
